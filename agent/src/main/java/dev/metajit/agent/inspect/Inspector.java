package dev.metajit.agent.inspect;

import dev.metajit.agent.rewrite.CodeSizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;

/** Looks for interpreters in a jar or a directory of class files. */
public final class Inspector {
  /** Below this score a loop is not taken for a dispatch loop without a human looking at it. */
  private static final double CERTAIN = 100;

  private static final String ANNOTATION = "Ldev/metajit/annotations/JitDriver;";
  private static final int SHOWN = 10;
  private static final int HUGE = CodeSizes.HUGE;

  private final String name;
  private final ClassSet classes;
  private final List<DispatchLoop> loops;

  private Inspector(String name, ClassSet classes, List<DispatchLoop> loops) {
    this.name = name;
    this.classes = classes;
    this.loops = loops;
  }

  /**
   * Inspects a jar or a directory.
   *
   * @throws IOException if it cannot be read
   */
  public static Inspector inspect(Path path) throws IOException {
    ClassSet classes = ClassSet.read(path);
    return new Inspector(nameOf(path), classes, new LoopFinder(classes).find());
  }

  private static String nameOf(Path path) {
    String file = String.valueOf(path.toAbsolutePath().normalize().getFileName());
    return file.replaceFirst("\\.jar$", "").replaceFirst("-\\d.*$", "");
  }

  /** The name of the jar without version and ending. */
  public String name() {
    return name;
  }

  /** True if nothing like a dispatch loop was found. */
  public boolean isEmpty() {
    return loops.isEmpty();
  }

  /** Internal name of the class of the best guess. */
  public Optional<String> bestClass() {
    return loops.stream().findFirst().map(DispatchLoop::className);
  }

  /** The driver file for the best guess. */
  public String draft() {
    return new DriverDraft(name, loops.get(0), classes).text();
  }

  /** The driver file for the best guess, if it may be used without a human looking at it. */
  public Optional<String> certainDraft() {
    if (loops.isEmpty()
        || loops.get(0).score() < CERTAIN
        || !loops.get(0).jumps()
        || isAnnotated(loops.get(0))) {
      return Optional.empty();
    }
    DriverDraft draft = new DriverDraft(name, loops.get(0), classes);
    return draft.fits() ? Optional.of(draft.text()) : Optional.empty();
  }

  /** True if the author has said it all. */
  private boolean isAnnotated(DispatchLoop loop) {
    ClassNode node = classes.node(loop.className());
    Stream<List<AnnotationNode>> ofMethods =
        node.methods.stream().map(method -> method.invisibleAnnotations);
    return Stream.concat(Stream.of(node.invisibleAnnotations), ofMethods)
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .anyMatch(annotation -> annotation.desc.equals(ANNOTATION));
  }

  /** The ranking, for people; one line per loop, each starting with {@code #}. */
  public String ranking() {
    StringBuilder text = new StringBuilder("# Dispatch loops, best guess first:\n");
    for (int i = 0; i < Math.min(SHOWN, loops.size()); i++) {
      text.append(line(i + 1, loops.get(i)));
    }
    return text.toString();
  }

  private static String line(int rank, DispatchLoop loop) {
    String around =
        loop.shape() == DispatchLoop.Shape.SWITCH
            ? "switch of " + loop.targets() + " cases"
            : "call of " + loop.targets() + " implementations";
    String fetch = loop.fetch().map(f -> ", on " + f.container() + " at " + f.index()).orElse("");
    return String.format(
        Locale.ROOT,
        "# %2d. %s: %s%s; %d bytes%s%n",
        rank,
        loop.portal(),
        around,
        fetch,
        loop.bytes(),
        size(loop.bytes()));
  }

  private static String size(int bytes) {
    if (bytes > HUGE) {
      return " (above " + HUGE + ": HotSpot never compiles it)";
    }
    return bytes > HUGE - 1000 ? " (little room below HotSpot's limit of " + HUGE + ")" : "";
  }
}
