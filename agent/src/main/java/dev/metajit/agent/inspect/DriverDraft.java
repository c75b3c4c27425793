package dev.metajit.agent.inspect;

import dev.metajit.driver.DriverException;
import dev.metajit.driver.DriverFile;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalAnalysis;
import dev.metajit.driver.PortalVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes a driver file for a dispatch loop, and tries whether it fits the class file. */
final class DriverDraft {
  private static final String CONTENTS = "[*]";
  private static final String REDS = "# Reds, found by liveness: ";

  private final String name;
  private final DispatchLoop loop;
  private final ClassSet classes;

  /**
   * A draft.
   *
   * @param name name of the driver
   */
  DriverDraft(String name, DispatchLoop loop, ClassSet classes) {
    this.name = name;
    this.loop = loop;
    this.classes = classes;
  }

  /** True if a driver was found that fits: it may be used as it stands. */
  boolean fits() {
    return loop.fetch().isPresent() && fits(statements());
  }

  /** The driver file. */
  String text() {
    if (loop.fetch().isEmpty()) {
      return unknownGreens();
    }
    String statements = statements();
    return statements + tables() + check(statements);
  }

  /**
   * The statements, with the merge point that fits them: the default, or else the innermost loop,
   * where there is one loop per frame of the guest and one per instruction.
   */
  private String statements() {
    String plain = greens();
    String inner = plain + "merge-point inner\n";
    return !fits(plain) && fits(inner) ? inner : plain;
  }

  private boolean fits(String statements) {
    return check(statements).startsWith(REDS);
  }

  private String greens() {
    Fetch fetch = loop.fetch().orElseThrow();
    return "driver "
        + name
        + "\n"
        + "portal "
        + loop.portal()
        + "\n"
        + "green "
        + fetch.index()
        + "   # the program counter\n"
        + "green "
        + fetch.container()
        + CONTENTS
        + "   # the program; without [*] if it changes while it runs\n";
  }

  /** Arrays that are only read in the loop; the program's own is no guess. */
  private String tables() {
    String program = loop.fetch().map(Fetch::containerField).orElse(null);
    TreeSet<String> others = new TreeSet<>(loop.tables());
    StringBuilder text = new StringBuilder();
    if (program != null) {
      others.remove(program);
      text.append("immutable ").append(program).append("[*]\n");
    }
    if (!others.isEmpty()) {
      text.append(
          "# Not written in the loop; take away the mark if they are written nowhere else either:\n");
      others.forEach(field -> text.append("# immutable ").append(field).append("[*]\n"));
    }
    return text.toString();
  }

  private String unknownGreens() {
    return "driver "
        + name
        + "\n"
        + "portal "
        + loop.portal()
        + "\n"
        + "# Where its instructions come from could not be found out. Write which variables tell the place in the\n"
        + "# guest program (a local by name, 'slot N', or a path such as frame.pc):\n"
        + "green pc\n";
  }

  /** A comment: the reds if the draft fits, else what is wrong. */
  private String check(String statements) {
    List<String> errors = new ArrayList<>();
    List<DriverSpec> specs = DriverFile.parse(name, statements, new Hints(), errors::add);
    if (specs.isEmpty()) {
      return "# Does not fit: " + String.join("; ", errors) + "\n";
    }
    try {
      DriverSpec spec = specs.get(0);
      Portal portal = PortalAnalysis.analyze(spec, classes.find(spec.portalClass()), classes);
      return REDS
          + portal.reds().stream().map(PortalVariable::name).collect(Collectors.joining(", "))
          + "\n";
    } catch (DriverException e) {
      return "# Does not fit: " + e.getMessage() + "\n";
    }
  }
}
