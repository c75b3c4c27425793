package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import java.util.List;

/**
 * Measures guest programs. See {@link BenchOptions#USAGE}. Ends with status 1 if an answer was
 * wrong, 2 if the command line was.
 */
public final class Bench {
  private Bench() {}

  /** The command line of {@code bin/bench}. */
  public static void main(String[] args) {
    if (List.of(args).contains("--help")) {
      System.out.print(BenchOptions.USAGE);
      return;
    }
    try {
      System.exit(run(BenchOptions.parse(args)) ? 0 : 1);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("bench: " + e.getMessage());
      System.err.print(BenchOptions.USAGE);
      System.exit(2);
    }
  }

  /** Runs and reports; true if every answer was right. */
  private static boolean run(BenchOptions options) {
    Suite suite = Suite.load(options.suite());
    List<GuestProgram> programs = suite.programs().stream().filter(options::selects).toList();
    if (programs.isEmpty()) {
      throw new IllegalArgumentException("no program is called " + options.programs());
    }
    Report report = new Report(System.out, suite.name(), options.tsv());
    report.header();
    for (GuestProgram program : programs) {
      for (Jdk jdk : options.jdks()) {
        new Comparison(options, program, jdk).rows().forEach(report::add);
      }
    }
    report.summary();
    return report.allRight();
  }
}
