package dev.metajit.it;

import dev.metajit.launch.Jdk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways to run a JVM that Metajit is tested with: one choice out of each dimension. */
final class Matrix {
  private static final String AGENT = "AGENT";

  private Matrix() {}

  /** What varies, apart from the JDK. */
  enum Dimension {
    COLLECTOR(
        Choice.of("Serial", "-XX:+UseSerialGC"),
        Choice.of("Parallel", "-XX:+UseParallelGC"),
        Choice.of("G1", "-XX:+UseG1GC"),
        Choice.of("ZGC", "-XX:+UseZGC"),
        Choice.of("Shenandoah", "-XX:+UseShenandoahGC")),
    REFERENCES(
        Choice.of("compressed, 512 MB", "-Xmx512m"),
        Choice.of("compressed, 8 GB", "-Xmx8g"),
        Choice.of("not compressed", "-Xmx512m", "-XX:-UseCompressedOops")),
    HEADERS(Choice.of("usual"), Choice.from(25, "compact", "-XX:+UseCompactObjectHeaders")),
    COMPILER(
        Choice.of("all tiers"),
        Choice.of("-Xint", "-Xint"),
        Choice.of("-Xcomp", "-Xcomp"),
        Choice.of("C1 only", "-XX:TieredStopAtLevel=1")),
    VERIFICATION(Choice.of("usual"), Choice.of("all", "-Xverify:all")),
    OTHER_AGENT(
        Choice.of("none", AGENT),
        Choice.of("JaCoCo before", jacoco(), AGENT),
        Choice.of("JaCoCo after", AGENT, jacoco())),
    NATIVE_ACCESS(Choice.of("usual"), Choice.from(24, "denied", "--illegal-native-access=deny"));

    private final List<Choice> choices;

    Dimension(Choice... choices) {
      this.choices = List.of(choices);
    }
  }

  private static String jacoco() {
    return "-javaagent:" + OtherAgent.jar() + "=output=none";
  }

  /**
   * One way to have it.
   *
   * @param from the first JDK that can
   */
  record Choice(int from, String name, List<String> options) {
    static Choice of(String name, String... options) {
      return from(0, name, options);
    }

    static Choice from(int from, String name, String... options) {
      return new Choice(from, name, List.of(options));
    }
  }

  /** A JDK, and a choice for each dimension, in their order. */
  record Row(Jdk jdk, List<Choice> choices) {
    /** The options of the JVM, with the agent's in its place. */
    List<String> options(String agent) {
      return choices.stream()
          .flatMap(choice -> choice.options().stream())
          .map(option -> option.equals(AGENT) ? agent : option)
          .toList();
    }

    /** True if an option names this. */
    boolean has(String text) {
      return choices.stream()
          .flatMap(choice -> choice.options().stream())
          .anyMatch(option -> option.contains(text));
    }

    /** A row of a table. */
    String markdown() {
      return choices.stream()
          .map(Choice::name)
          .collect(Collectors.joining(" | ", "| " + jdk.feature() + " | ", " |"));
    }

    private List<List<Object>> pairs() {
      List<Object> all = new ArrayList<>(choices);
      all.add(jdk);
      List<List<Object>> pairs = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        for (int j = 0; j < i; j++) {
          pairs.add(List.of(i, all.get(i), j, all.get(j)));
        }
      }
      return pairs;
    }
  }

  /** Every row that these JDKs can run. */
  static List<Row> all(List<Jdk> jdks) {
    List<Row> rows = new ArrayList<>();
    jdks.forEach(jdk -> extend(jdk, List.of(), rows));
    return rows;
  }

  private static void extend(Jdk jdk, List<Choice> chosen, List<Row> rows) {
    if (chosen.size() == Dimension.values().length) {
      rows.add(new Row(jdk, chosen));
      return;
    }
    for (Choice choice : Dimension.values()[chosen.size()].choices) {
      if (choice.from() <= jdk.feature()) {
        List<Choice> more = new ArrayList<>(chosen);
        more.add(choice);
        extend(jdk, more, rows);
      }
    }
  }

  /** Few rows in which every pair of choices stands at least once; always the same. */
  static List<Row> pairwise(List<Jdk> jdks) {
    List<Row> all = all(jdks);
    Set<List<Object>> open = new HashSet<>();
    all.forEach(row -> open.addAll(row.pairs()));
    List<Row> chosen = new ArrayList<>();
    while (!open.isEmpty()) {
      Row best = all.get(0);
      long most = 0;
      for (Row row : all) {
        long covered = row.pairs().stream().filter(open::contains).count();
        if (covered > most) {
          best = row;
          most = covered;
        }
      }
      best.pairs().forEach(open::remove);
      chosen.add(best);
    }
    return chosen;
  }
}
