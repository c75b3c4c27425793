package dev.metajit.fuzz;

import dev.metajit.fuzz.Machine.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs random cases until the time is up: {@code bin/fuzz}. */
public final class Fuzz {
  private static final long TELL_NANOS = 60_000_000_000L;

  private final FuzzOptions options;
  private final Watchdog watchdog = new Watchdog(this::hung);
  private final JitWatch jit;
  private final List<Machine> machines = new ArrayList<>();
  private long cases;
  private long differences;
  private String current;
  private long told = System.nanoTime();

  private Fuzz(FuzzOptions options) {
    this.options = options;
    this.jit = JitWatch.install(options.log());
    options.machines().forEach(name -> machines.add(machine(name)));
  }

  private Machine machine(String name) {
    return switch (name) {
      case "interpreters" -> new InterpretersMachine(watchdog, jit, options.shrinkSeconds());
      case "traces" -> new TracesMachine(watchdog);
      case "guests" -> new GuestsMachine(watchdog, jit, options.shrinkSeconds());
      default -> throw new IllegalArgumentException("no machine " + name);
    };
  }

  /**
   * The command line; see {@link FuzzOptions#USAGE}. The exit status is 1 if there was a
   * difference, 2 if the command line is wrong.
   */
  public static void main(String[] arguments) {
    FuzzOptions options = null;
    try {
      options = FuzzOptions.parse(arguments, Path.of("integration-tests/target/fuzz-failures"));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + FuzzOptions.USAGE);
      System.exit(2);
    }
    System.exit(new Fuzz(options).run());
  }

  private int run() {
    System.out.println("seed " + options.seed() + ", machines " + options.machines());
    watchdog.start();
    long end = System.nanoTime() + options.seconds() * 1_000_000_000;
    while (cases < options.cases() && System.nanoTime() - end < 0) {
      runCase(options.seed() + cases);
      if (System.nanoTime() - told > TELL_NANOS) {
        told = System.nanoTime();
        System.out.println("cases so far: " + cases + " differences: " + differences);
      }
    }
    summary();
    return differences == 0 ? 0 : 1;
  }

  private void runCase(long seed) {
    Machine machine = machines.get((int) Math.floorMod(seed, (long) machines.size()));
    current = machine.name() + "-" + seed;
    write("current", current);
    Outcome outcome;
    try {
      outcome = machine.run(seed);
    } catch (RuntimeException | Error e) {
      outcome = new Outcome(stackOf(e));
    }
    cases++;
    if (outcome.failure() != null) {
      report(outcome.failure());
    }
    for (String error : jit.takeErrors()) {
      System.out.println(current + ": " + error);
    }
  }

  /** A case that cannot be run counts as a difference, whoever is to blame. */
  private static String stackOf(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void report(String failure) {
    differences++;
    Path file = write(current + ".txt", replay() + "\n" + failure);
    System.out.println("difference in " + current + ", written to " + file);
  }

  private String replay() {
    String machine = current.substring(0, current.indexOf('-'));
    String seed = current.substring(current.indexOf('-') + 1);
    return "bin/fuzz --machine " + machine + " --seed " + seed + " --cases 1";
  }

  private Path write(String name, String text) {
    try {
      Files.createDirectories(options.failures());
      return Files.writeString(options.failures().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hung(String description, String stack) {
    cases++;
    report(description + "does not end:\n" + stack);
    summary();
    Runtime.getRuntime().halt(1);
  }

  private void summary() {
    System.out.println("compiled: " + jit.counts());
    System.out.println("cases run: " + cases + " differences: " + differences);
    System.out.flush();
  }
}
