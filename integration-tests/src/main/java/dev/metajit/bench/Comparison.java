package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One program on one JDK in all configurations, by turns: A B A B, each time a fresh JVM. */
final class Comparison {
  private final BenchOptions options;
  private final GuestProgram program;
  private final Jdk jdk;
  private final Map<Config, Measurement> measurements = new EnumMap<>(Config.class);
  private final Map<Config, String> verdicts = new EnumMap<>(Config.class);
  private String expected;

  Comparison(BenchOptions options, GuestProgram program, Jdk jdk) {
    this.options = options;
    this.program = program;
    this.jdk = jdk;
  }

  /**
   * Runs it, and gives a row for each configuration that was asked for and that the program has.
   */
  List<Row> rows() {
    Set<Config> configs = new LinkedHashSet<>();
    configs.add(Config.PLAIN); // first: the others are measured by its output
    configs.addAll(options.configs());
    if (program.interpreter().limitClass().isEmpty()) {
      configs.remove(Config.JAVA);
    }
    for (int run = 0; run < options.runs(); run++) {
      configs.removeIf(config -> !run(config));
    }
    configs.retainAll(options.configs());
    List<Row> rows = new ArrayList<>();
    configs.forEach(config -> rows.add(row(config)));
    return rows;
  }

  private Row row(Config config) {
    Measurement measurement = measurements.get(config);
    return new Row(
        program,
        jdk,
        config,
        measurement,
        measurement.speedupOver(measurements.get(Config.PLAIN)),
        verdicts.get(config));
  }

  /** Runs one JVM; false if the program does not exist in this configuration. */
  private boolean run(Config config) {
    JvmResult result = command(config).run();
    if (config == Config.JAVA && result.standardError().contains("no such program")) {
      return false;
    }
    if (expected == null) {
      expected = expectedOutput(result);
    }
    String verdict = OutputCheck.verdict(result, expected);
    boolean right = verdict.equals(OutputCheck.OK);
    if (!right) {
      System.err.println(result);
    }
    verdicts.merge(config, verdict, (before, now) -> before.equals(OutputCheck.OK) ? now : before);
    Measurement measured = right ? Measurement.of(result) : Measurement.NONE;
    measurements.merge(config, measured, Measurement::best);
    return true;
  }

  private String expectedOutput(JvmResult plain) {
    return options.small()
        ? program.expectedOutput().orElse(plain.standardOutput())
        : plain.standardOutput();
  }

  private JvmCommand command(Config config) {
    List<String> jvmOptions = new ArrayList<>(config.jvmOptions());
    jvmOptions.addAll(options.jvmOptions());
    jvmOptions.add("-Dbench.iterations=" + options.iterations());
    jvmOptions.add("-Dbench.seconds=" + options.seconds());
    return config == Config.JAVA
        ? program.inJava(jdk, jvmOptions, options.small(), options.limit())
        : program.inInterpreter(jdk, jvmOptions, options.small(), options.limit());
  }
}
