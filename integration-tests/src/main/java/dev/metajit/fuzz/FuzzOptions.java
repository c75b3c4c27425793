package dev.metajit.fuzz;

import java.nio.file.Path;
import java.util.List;

/**
 * The command line.
 *
 * @param machines names of the machines, which take turns
 * @param seed seed of the first case; the next one has the next seed
 * @param cases the most cases
 * @param seconds when to stop
 * @param shrinkSeconds how long to shrink a failure
 * @param failures the directory that failures are written to
 * @param log sections of the JIT's log that are printed
 */
record FuzzOptions(
    List<String> machines,
    long seed,
    long cases,
    long seconds,
    int shrinkSeconds,
    Path failures,
    List<String> log) {
  static final String USAGE =
      """
      usage: bin/fuzz [--seconds N] [--seed S] [--cases N] [--machine traces|interpreters|guests]
                      [--shrink N] [--log sections] [--failures directory]
        --seconds N   stop after N seconds (default 60)
        --cases N     stop after N cases
        --seed S      the first seed (default: another one each time); case n has the seed S + n
        --machine M   one machine; may be given several times (default: all in turn)
        --shrink N    seconds to look for a smaller case that fails (default 90)
        --log trace+opt    prints these sections of the JIT's log, best with --cases 1 --shrink 0
        --failures D       where failures are written (default integration-tests/target/fuzz-failures)
      """;

  static final List<String> MACHINES = List.of("interpreters", "traces", "guests");

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it is wrong; the message says why
   */
  static FuzzOptions parse(String[] arguments, Path failures) {
    FuzzOptions options =
        new FuzzOptions(
            List.of(), System.nanoTime() >>> 8, Long.MAX_VALUE, 0, 90, failures, List.of());
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " wants a value");
      }
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options.complete();
  }

  private FuzzOptions with(String option, String value) {
    return switch (option) {
      case "--seconds" ->
          new FuzzOptions(machines, seed, cases, number(value), shrinkSeconds, failures, log);
      case "--seed" ->
          new FuzzOptions(machines, number(value), cases, seconds, shrinkSeconds, failures, log);
      case "--cases" ->
          new FuzzOptions(machines, seed, number(value), seconds, shrinkSeconds, failures, log);
      case "--shrink" ->
          new FuzzOptions(machines, seed, cases, seconds, (int) number(value), failures, log);
      case "--failures" ->
          new FuzzOptions(machines, seed, cases, seconds, shrinkSeconds, Path.of(value), log);
      case "--log" ->
          new FuzzOptions(
              machines, seed, cases, seconds, shrinkSeconds, failures, List.of(value.split("[+]")));
      case "--machine" -> withMachine(value);
      default -> throw new IllegalArgumentException("no option " + option);
    };
  }

  private FuzzOptions withMachine(String name) {
    if (!MACHINES.contains(name)) {
      throw new IllegalArgumentException("no machine " + name + "; there are " + MACHINES);
    }
    List<String> more = new java.util.ArrayList<>(machines);
    more.add(name);
    return new FuzzOptions(more, seed, cases, seconds, shrinkSeconds, failures, log);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + text, e);
    }
  }

  /** Without a limit, a minute; with a number of cases alone, as long as they take. */
  private FuzzOptions complete() {
    long limit = seconds > 0 ? seconds : cases < Long.MAX_VALUE ? Integer.MAX_VALUE : 60;
    List<String> chosen = machines.isEmpty() ? MACHINES : machines;
    return new FuzzOptions(chosen, seed, cases, limit, shrinkSeconds, failures, log);
  }
}
