package dev.metajit.it;

import dev.metajit.it.SampleReader.Sample;
import dev.metajit.launch.Jdk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Printer;

/** The page {@code docs/coverage.md}. */
final class CoveragePage {
  private static final int LAST = Opcodes.IFNONNULL;

  /** Names of forms, which ASM does not tell apart. */
  private static final Pattern FORM = Pattern.compile("WIDE|LDC_W|LDC2_W|[ILFDA](LOAD|STORE)_\\d");

  /** A row: a sample, and what became of it on each JDK. */
  private record Row(Sample sample, Map<Integer, String> outcomes) {
    String test() {
      return "`" + sample.owner() + "." + sample.method() + "`";
    }

    String outcome() {
      if (outcomes.values().stream().distinct().count() == 1) {
        return outcomes.values().iterator().next();
      }
      return outcomes.entrySet().stream()
          .map(one -> "JDK " + one.getKey() + ": " + one.getValue())
          .collect(Collectors.joining(". "));
    }

    /** How much better another row shows what becomes of an instruction. */
    int rank() {
      String text = outcome();
      return text.equals("traced") ? 0 : text.startsWith("traced") ? 1 : 2;
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();

  void add(Sample sample, Jdk jdk, String outcome) {
    String key = sample.owner() + "." + sample.method();
    rows.computeIfAbsent(key, k -> new Row(sample, new TreeMap<>()))
        .outcomes()
        .put(jdk.feature(), outcome);
  }

  /** Instructions that are in no sample. */
  List<String> missingInstructions() {
    List<String> missing = new ArrayList<>();
    for (int opcode = 0; opcode <= LAST; opcode++) {
      String name = Printer.OPCODES[opcode];
      if (!name.isEmpty() && !FORM.matcher(name).matches() && shownBy(opcode) == null) {
        missing.add(name);
      }
    }
    return missing;
  }

  private Row shownBy(int opcode) {
    Row best = null;
    for (Row row : rows.values()) {
      boolean shows = row.sample().instructions().get(opcode);
      if (shows && (best == null || row.rank() < best.rank())) {
        best = row;
      }
    }
    return best;
  }

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Coverage

        What becomes of each instruction of the JVM, and of what Java's compilers make of them. *Traced*: it is recorded,
        and compiled with the loop around it. *Called*: the trace calls the method as the interpreter would; what it does
        inside is not looked into. *Method opaque*: the method in which it stands is called as a whole. The answer is
        the same in every case. The samples are methods of `dev.metajit.it.guest.constructs`; each was run in a
        loop, plain and accelerated, on every JDK that Metajit is tested on.

        ## Instructions

        | instructions | what happens | shown by |
        |---|---|---|
        """);
    instructions(page);
    page.append(
        """

        `wide`, `goto_w` and `ldc_w` are forms of other instructions (`Rare.wideLocals`, `Rare.farJump`,
        `Rare.constants`).

        ## Constructs

        | construct | what happens | shown by |
        |---|---|---|
        """);
    for (Row row : rows.values()) {
      row(page, row.sample().construct(), row);
    }
    page.append(
        """

        ## What is opaque, and what it would take to trace it

        `jit.log=abort` names each such method with the reason, once.

        | reason | what it would take |
        |---|---|
        | it has a loop and is not marked unroll-safe | a loop inside a trace. Until then: `unroll-safe` ([driver files](driver-files.md)), or a driver of its own for the loop |
        | it is synchronized; has a synchronized block | `monitorenter` as an operation, and exits that say which monitors are held, so that the interpreter can give them up |
        | has a subroutine (`jsr`) | a copy of the subroutine for each call; javac has written none since Java 6 |
        | has a dynamic constant | to get at what the JVM has made of it: asking the bootstrap method again may give another object. JaCoCo puts one into each method |
        | it is native; it is abstract | an intrinsic for each that pays; an abstract method has nothing to trace |
        | it is a method of the JDK | an entry in `KnownMethods`, after a look at what it does on each JDK |
        | its result depends on its arguments alone; a hint says not to look inside | nothing: a call is what is wanted |
        | its objects have a finalizer | to register the object with the JVM where it is allocated, virtual or not |
        | its class has no class file; it is not in the class file | the class file of a hidden class, which the JVM does not hand out |
        | it is a lambda whose body cannot be told, that unboxes in several ways, or that narrows a value | more forms in `LambdaMethod` |
        | it cannot be translated | a class file that HotSpot's verifier accepts and the code writer does not: a defect to report |

        Which methods of the JDK are single operations or are traced into is said by `Intrinsics` and `KnownMethods`
        (module `metainterp`). This page is made by `CoverageTest`; to write it anew, run it with `-Dtest.bless=true`.
        """);
    return page.toString();
  }

  private void instructions(StringBuilder page) {
    Map<Row, BitSet> shown = new LinkedHashMap<>();
    for (int opcode = 0; opcode <= LAST; opcode++) {
      Row row = shownBy(opcode);
      if (row != null) {
        shown.computeIfAbsent(row, key -> new BitSet()).set(opcode);
      }
    }
    shown.forEach(
        (row, opcodes) ->
            row(
                page,
                opcodes.stream()
                    .mapToObj(
                        opcode ->
                            "`" + Printer.OPCODES[opcode].toLowerCase(java.util.Locale.ROOT) + "`")
                    .collect(Collectors.joining(" ")),
                row));
  }

  private static void row(StringBuilder page, String first, Row row) {
    page.append("| ").append(first).append(" | ").append(row.outcome());
    page.append(" | ").append(row.test()).append(" |\n");
  }
}
