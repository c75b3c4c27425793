package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The command line of {@code bin/bench}.
 *
 * @param suite the name of the suite
 * @param programs names of programs, alone or as {@code interpreter/name}, or names of
 *     interpreters; empty for all
 * @param jdks the JDKs
 * @param configs the configurations to report
 * @param jvmOptions more options for the JVMs of all configurations
 * @param runs how often each configuration gets a fresh JVM
 * @param iterations how often a JVM runs the program
 * @param seconds how long a JVM goes on to run it at least
 * @param small run the small size
 * @param limit how long one JVM may run
 * @param tsv print tab-separated values
 */
public record BenchOptions(
    String suite,
    Set<String> programs,
    List<Jdk> jdks,
    Set<Config> configs,
    List<String> jvmOptions,
    int runs,
    int iterations,
    int seconds,
    boolean small,
    Duration limit,
    boolean tsv) {
  /** How to call it. */
  public static final String USAGE =
      """
      usage: bin/bench [options]
        --suite S        the suite: demos, luaj, chicory, jawk (demos)
        --program P,...  programs: name, interpreter/name, or interpreter (all)
        --jdk 17|25      the JDK (both, where the machine has them)
        --config C,...   plain, agent, agent-native, agent-jvm, java (plain,agent,java);
                         compiler (LuaJ's and Chicory's own), huge-methods (Jawk compiled
                         by HotSpot after all); plain always runs, as the yardstick
        --jvm OPTION     one more option for every JVM; may be repeated
        --runs N         fresh JVMs for each configuration, in turns; the best counts (2)
        --iterations N   how often each JVM runs the program (10)
        --seconds N      for so long at least, with more iterations where these are short: a
                         program that takes some milliseconds once it is compiled is done
                         before HotSpot is, and even before the JIT comes (5);
                         and up to three times as long while it gets faster
        --small          the small size of each program
        --limit SECONDS  how long one JVM may run (600)
        --tsv            tab-separated values with a header line
      """;

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message says what
   */
  public static BenchOptions parse(String[] args) {
    return new Reader(args).read();
  }

  /** True if the program is to be run. */
  public boolean selects(GuestProgram program) {
    return programs.isEmpty()
        || programs.contains(program.name())
        || programs.contains(program.fullName())
        || programs.contains(program.interpreter().name());
  }

  /** The state of reading a command line. */
  private static final class Reader {
    private final Deque<String> rest;
    private String suite = Suite.DEMOS;
    private final Set<String> programs = new LinkedHashSet<>();
    private List<Jdk> jdks = List.of();
    private final Set<Config> configs = new LinkedHashSet<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private int runs = 2;
    private int iterations = 10;
    private int seconds = 5;
    private boolean small;
    private Duration limit = Duration.ofMinutes(10);
    private boolean tsv;

    Reader(String[] args) {
      rest = new ArrayDeque<>(List.of(args));
    }

    BenchOptions read() {
      while (!rest.isEmpty()) {
        option(rest.pop());
      }
      if (jdks.isEmpty()) {
        jdks = Jdk.tested();
      }
      if (configs.isEmpty()) {
        configs.addAll(List.of(Config.PLAIN, Config.AGENT, Config.JAVA));
      }
      return new BenchOptions(
          suite, programs, jdks, configs, jvmOptions, runs, iterations, seconds, small, limit, tsv);
    }

    private void option(String name) {
      switch (name) {
        case "--suite" -> suite = value(name);
        case "--program" -> programs.addAll(list(name));
        case "--jdk" -> jdks = list(name).stream().map(Reader::jdk).toList();
        case "--config" -> list(name).stream().map(Config::ofLabel).forEach(configs::add);
        case "--jvm" -> jvmOptions.add(value(name));
        case "--runs" -> runs = count(name);
        case "--iterations" -> iterations = count(name);
        case "--seconds" -> seconds = count(name);
        case "--small" -> small = true;
        case "--limit" -> limit = Duration.ofSeconds(count(name));
        case "--tsv" -> tsv = true;
        default -> throw new IllegalArgumentException("no such option: " + name);
      }
    }

    private String value(String name) {
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(name + " wants a value");
      }
      return rest.pop();
    }

    private List<String> list(String name) {
      return List.of(value(name).split(","));
    }

    private int count(String name) {
      String text = value(name);
      if (!text.matches("[1-9][0-9]{0,6}")) {
        throw new IllegalArgumentException(name + " wants a positive number, not " + text);
      }
      return Integer.parseInt(text);
    }

    private static Jdk jdk(String feature) {
      if (!feature.matches("[1-9][0-9]?")) {
        throw new IllegalArgumentException("--jdk wants a feature version, not " + feature);
      }
      return Jdk.find(Integer.parseInt(feature))
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "no JDK " + feature + " found; set JAVA" + feature + "_HOME"));
    }
  }
}
