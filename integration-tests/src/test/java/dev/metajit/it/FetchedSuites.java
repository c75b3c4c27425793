package dev.metajit.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Programs that others wrote, fetched by {@code bin/lib/fetch-suites} when they are first asked
 * for.
 */
final class FetchedSuites {
  private static final Path DIRECTORY = Workplace.path("integration-tests/target/suites");
  private static String failure;
  private static boolean asked;

  private FetchedSuites() {}

  /** The directory of that name; the test is skipped if the programs cannot be fetched. */
  static synchronized Path directory(String name) throws IOException, InterruptedException {
    if (!asked) {
      asked = true;
      failure = fetch();
    }
    if (failure != null) {
      System.err.println(
          "The programs of others are not there, their tests are skipped: " + failure);
    }
    assumeTrue(failure == null, failure);
    return DIRECTORY.resolve(name);
  }

  /** Null, or why it failed. */
  private static String fetch() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "bash", Workplace.path("bin/lib/fetch-suites").toString(), DIRECTORY.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? null : output.strip();
  }

  /** The names in a directory, in order. */
  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
