package dev.metajit.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line.
 *
 * @param machines names of the machines, which take turns
 * @param seed seed of the first case; the next one has the next seed
 * @param cases the most cases
 * @param seconds when to stop
 * @param differences the most differences
 * @param shrinkSeconds how long to shrink a failure
 * @param hangSeconds how long a case may take
 * @param failures the directory that failures are written to
 * @param log sections of the JIT's log that are printed
 * @param mutation the mistake that Metajit is to have, {@code all} for one after the other, or null
 * @param failing the stage that is to fail now and then, {@code all} for all of them, or null
 * @param tolerates whether internal errors are all right
 * @param replay a case that was written out, or a directory of them; else null
 */
record FuzzOptions(
    List<String> machines,
    long seed,
    long cases,
    long seconds,
    long differences,
    int shrinkSeconds,
    int hangSeconds,
    Path failures,
    List<String> log,
    String mutation,
    String failing,
    boolean tolerates,
    Path replay) {
  static final String USAGE =
      """
      usage: bin/fuzz [--seconds N] [--seed S] [--cases N] [--machine traces|interpreters|texts|guests]
                      [--shrink N] [--log sections] [--failures directory] [--replay case]
                      [--mutate mutation|all] [--fail stage|all]
        --seconds N   stop after N seconds (default 60)
        --cases N     stop after N cases
        --differences N    stop after N differences
        --seed S      the first seed (default: another one each time); case n has the seed S + n
        --machine M   one machine; may be given several times (default: all in turn)
        --shrink N    seconds to look for a smaller case that fails (default 90)
        --hang N      seconds after which a case is taken for one that does not end (default 120)
        --log trace+opt    prints these sections of the JIT's log, best with --cases 1 --shrink 0
        --failures D       where failures are written (default integration-tests/target/fuzz-failures)
        --replay F    run a case that was written out, or all in a directory
        --fail S      have this stage of Metajit fail now and then, or all; the output must not change
        --tolerate errors  internal errors of the JIT do not count as differences
        --mutate M    have this mistake in Metajit; all: one after the other, each has to be found
      """;

  static final List<String> MACHINES = List.of("interpreters", "texts", "traces", "guests");

  private static final List<String> KNOWN =
      List.of(
          "--seconds",
          "--cases",
          "--differences",
          "--seed",
          "--machine",
          "--shrink",
          "--hang",
          "--log",
          "--failures",
          "--mutate",
          "--fail",
          "--tolerate",
          "--replay");

  /** The command line without these options. */
  static List<String> without(String[] arguments, String... options) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      if (!List.of(options).contains(arguments[i])) {
        rest.add(arguments[i]);
        rest.add(arguments[i + 1]);
      }
    }
    return rest;
  }

  /**
   * Reads a command line. Without a limit, it is a minute; with a number of cases alone, as long as
   * they take.
   *
   * @throws IllegalArgumentException if it is wrong; the message says why
   */
  static FuzzOptions parse(String[] arguments, Path failures) {
    Map<String, String> given = new HashMap<>();
    List<String> machines = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!KNOWN.contains(arguments[i])) {
        throw new IllegalArgumentException("no option " + arguments[i]);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " wants a value");
      }
      if (arguments[i].equals("--machine")) {
        machines.add(machine(arguments[i + 1]));
      }
      given.put(arguments[i], arguments[i + 1]);
    }
    long cases = number(given, "--cases", Long.MAX_VALUE);
    return new FuzzOptions(
        machines.isEmpty() ? MACHINES : machines,
        number(given, "--seed", System.nanoTime() >>> 8),
        cases,
        number(given, "--seconds", cases < Long.MAX_VALUE ? Integer.MAX_VALUE : 60),
        number(given, "--differences", Long.MAX_VALUE),
        (int) number(given, "--shrink", 90),
        (int) number(given, "--hang", 120),
        given.containsKey("--failures") ? Path.of(given.get("--failures")) : failures,
        given.containsKey("--log") ? List.of(given.get("--log").split("[+]")) : List.of(),
        given.get("--mutate"),
        given.get("--fail"),
        "errors".equals(given.get("--tolerate")),
        given.containsKey("--replay") ? Path.of(given.get("--replay")) : null);
  }

  private static String machine(String name) {
    if (!MACHINES.contains(name)) {
      throw new IllegalArgumentException("no machine " + name + "; there are " + MACHINES);
    }
    return name;
  }

  private static long number(Map<String, String> given, String option, long otherwise) {
    String text = given.get(option);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number: " + text, e);
    }
  }
}
