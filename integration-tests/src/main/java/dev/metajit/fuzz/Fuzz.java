package dev.metajit.fuzz;

import dev.metajit.fuzz.Machine.Outcome;
import dev.metajit.fuzz.mutation.Change;
import dev.metajit.fuzz.mutation.Mutation;
import dev.metajit.fuzz.mutation.Stage;
import dev.metajit.fuzz.mutation.Wrong;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs random cases until the time is up: {@code bin/fuzz}. An internal error of the JIT, or what
 * {@code jit.verify} finds, counts as a difference, though the program's output may be the same.
 */
public final class Fuzz {
  private static final long TELL_NANOS = 60_000_000_000L;

  private final FuzzOptions options;
  private final Watchdog watchdog;
  private final JitWatch jit;
  private final List<Machine> machines = new ArrayList<>();
  private long cases;
  private long differences;
  private String current;
  private long told = System.nanoTime();

  private Fuzz(FuzzOptions options) {
    this.options = options;
    this.watchdog = new Watchdog(options.hangSeconds(), this::hung);
    this.jit = JitWatch.install(options.log());
    options.machines().forEach(name -> machines.add(machine(name)));
  }

  private Machine machine(String name) {
    return switch (name) {
      case "interpreters" -> interpreters(false);
      case "texts" -> interpreters(true);
      case "traces" -> new TracesMachine(watchdog, options.shrinkSeconds() > 0);
      case "guests" -> new GuestsMachine(watchdog, jit, options.shrinkSeconds());
      default -> throw new IllegalArgumentException("no machine " + name);
    };
  }

  private Machine interpreters(boolean texts) {
    return new InterpretersMachine(watchdog, jit, options.shrinkSeconds(), texts);
  }

  /**
   * The command line; see {@link FuzzOptions#USAGE}. The exit status is 1 if there was a
   * difference, or a mutation that was not found; 2 if the command line is wrong.
   */
  public static void main(String[] arguments) {
    int status = 2;
    try {
      FuzzOptions options =
          FuzzOptions.parse(arguments, Path.of("integration-tests/target/fuzz-failures"));
      status =
          options.mutation() == null && options.failing() == null
              ? run(options)
              : mutated(options, arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + FuzzOptions.USAGE);
    }
    System.exit(status);
  }

  private static int run(FuzzOptions options) {
    Fuzz fuzz = new Fuzz(options);
    return options.replay() == null ? fuzz.run() : fuzz.replay(options.replay());
  }

  private static int mutated(FuzzOptions options, String[] arguments) {
    List<String> rest = FuzzOptions.without(arguments, "--mutate", "--fail");
    if (options.failing() != null) {
      List<Change> changes = new ArrayList<>();
      Stage.ofKey(options.failing()).forEach(stage -> changes.addAll(stage.changes()));
      rest.addAll(List.of("--tolerate", "errors"));
      return MutationCheck.runInside(changes, rest);
    }
    return options.mutation().equals("all")
        ? MutationCheck.run(List.of(Mutation.values()), rest, System.out::println)
        : MutationCheck.runInside(Mutation.ofKey(options.mutation()).changes(), rest);
  }

  /** Runs cases that were written out; all of them in a directory. */
  private int replay(Path place) {
    watchdog.start();
    try (Stream<Path> files = Files.walk(place)) {
      files.filter(Files::isRegularFile).sorted().forEach(this::replayOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    summary();
    return differences == 0 ? 0 : 1;
  }

  private void replayOne(Path file) {
    cases++;
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String machine = text.contains("\nGuestCase(") ? "guests" : "interpreters";
    jit.print(true);
    String difference = machine(machine).replay(text);
    jit.print(false);
    String errors = errors();
    if (difference != null || !errors.isEmpty()) {
      differences++;
      System.out.println("difference in " + file + "\n" + difference + errors);
    }
  }

  private int run() {
    System.out.println("seed " + options.seed() + ", machines " + options.machines());
    watchdog.start();
    long end = System.nanoTime() + options.seconds() * 1_000_000_000;
    while (cases < options.cases()
        && differences < options.differences()
        && System.nanoTime() - end < 0) {
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
      outcome = new Outcome(stackOf(e), null);
    }
    cases++;
    String errors = errors();
    if (outcome.failure() != null) {
      report(outcome.failure() + errors, outcome.test());
    } else if (!errors.isEmpty()) {
      report(machine.describe(seed) + errors, null);
    }
  }

  /** A case that cannot be run counts as a difference, whoever is to blame. */
  private static String stackOf(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** What the JIT said itself. */
  private String errors() {
    String errors = String.join("\n", jit.takeErrors());
    return options.tolerates() ? "" : errors;
  }

  /**
   * @param test the case as {@code --replay} takes it, or null
   */
  private void report(String failure, String test) {
    differences++;
    String text = replay() + "\n" + failure;
    Path file =
        test == null
            ? write(current + ".txt", text)
            : write(current + ".case", "# " + text.strip().replace("\n", "\n# ") + "\n" + test);
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
    report(description + "does not end:\n" + stack, null);
    summary();
    Runtime.getRuntime().halt(1);
  }

  private void summary() {
    System.out.println("compiled: " + jit.counts());
    if (!Wrong.failures().isEmpty()) {
      System.out.println("failed on purpose: " + Wrong.failures());
    }
    System.out.println("cases run: " + cases + " differences: " + differences);
    System.out.flush();
  }
}
