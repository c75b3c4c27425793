package dev.metajit.fuzz;

import dev.metajit.fuzz.mutation.Change;
import dev.metajit.fuzz.mutation.MutantLoader;
import dev.metajit.fuzz.mutation.Mutation;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks whether the machines find mistakes: runs them on a Metajit that has one ({@link Mutation}),
 * until there is a difference. A JVM that dies of the mistake has found it too.
 */
public final class MutationCheck {
  private static final Pattern FOUND = Pattern.compile("difference in ([a-z]+-[0-9]+)");
  private static final Pattern CASES = Pattern.compile("cases run: ([0-9]+)");
  private static final String CASE_LIMIT = "3000";
  private static final String HANG_SECONDS = "30";

  private MutationCheck() {}

  /**
   * What came of a mutation.
   *
   * @param machine the machine and seed that found it; null if none did
   * @param cases how many cases that took, of all machines; 0 if the JVM died
   */
  private record Finding(Mutation mutation, String machine, long cases, double seconds) {
    String line() {
      String how =
          machine == null
              ? "NOT FOUND in " + cases + " cases"
              : "found by " + machine + " after " + cases + " cases, " + (long) seconds + " s";
      return mutation.key() + " (" + mutation.text() + "): " + how;
    }
  }

  /**
   * Runs the machines once for each mutation, each time in a JVM of its own, as many at once as
   * there are processors.
   *
   * @param arguments the command line of {@code bin/fuzz}, without {@code --mutate}
   * @param out takes a line for each mutation, and one in the end
   * @return the exit status: 1 if one was not found
   */
  static int run(List<Mutation> mutations, List<String> arguments, Consumer<String> out) {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Finding>> futures = new ArrayList<>();
      mutations.forEach(one -> futures.add(pool.submit(() -> find(one, arguments))));
      int missed = 0;
      for (Future<Finding> future : futures) {
        Finding finding = future.get();
        out.accept(finding.line());
        missed += finding.machine == null ? 1 : 0;
      }
      out.accept("mutations: " + mutations.size() + " not found: " + missed);
      return missed == 0 ? 0 : 1;
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Finding find(Mutation mutation, List<String> arguments) throws IOException {
    Path failures = Files.createTempDirectory("mutation");
    List<String> all = new ArrayList<>(List.of("--seed", "1", "--cases", CASE_LIMIT));
    all.addAll(List.of("--shrink", "0", "--hang", HANG_SECONDS, "--differences", "1"));
    all.addAll(arguments);
    all.addAll(List.of("--failures", failures.toString(), "--mutate", mutation.key()));
    JvmResult result =
        new JvmCommand(
                Jdk.running(),
                List.of("@" + Workplace.path("integration-tests/fuzz.options")),
                System.getProperty("java.class.path"),
                Fuzz.class.getName(),
                all,
                JvmCommand.GENEROUS)
            .run();
    delete(failures);
    return finding(mutation, result);
  }

  private static Finding finding(Mutation mutation, JvmResult result) {
    double seconds = result.wallNanos() / 1e9;
    Matcher cases = CASES.matcher(result.standardOutput());
    Matcher found = FOUND.matcher(result.standardOutput());
    if (!cases.find()) {
      if (result.exitStatus() == 2) {
        throw new IllegalStateException(result.toString());
      }
      if (result.exitStatus() == JvmResult.KILLED) {
        return new Finding(mutation, null, 0, seconds);
      }
      return new Finding(mutation, "a crash", 0, seconds);
    }
    String machine = found.find() ? found.group(1) : null;
    return new Finding(mutation, machine, Long.parseLong(cases.group(1)), seconds);
  }

  private static void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the machines in this JVM, on a Metajit with these changes; does not come back. */
  static int runInside(List<Change> changes, List<String> arguments) {
    try {
      Class<?> mutant = new MutantLoader(changes).loadClass(Fuzz.class.getName());
      Object rest = arguments.toArray(new String[0]);
      mutant.getMethod("main", String[].class).invoke(null, rest);
      return 0;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
