package dev.metajit.demo.kestrel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.annotations.Jit;
import dev.metajit.demo.Harness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, in a JVM of its own. */
class MainTest {
  @TempDir private Path directory;

  private record Result(int status, String output, String errors) {}

  private Result kestrel(String source, String... options) throws Exception {
    Path file = Files.writeString(directory.resolve("program.kes"), source);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", location(Main.class) + ":" + location(Jit.class)));
    command.addAll(List.of(Main.class.getName(), file.toString(), "argument"));
    return run(command);
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    int status = process.waitFor();
    return new Result(
        status,
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  @Test
  void printsTheOutput() throws Exception {
    Result result = kestrel("print(\"hällo\", args())");
    assertThat(result).isEqualTo(new Result(0, "hällo [\"argument\"]\n", ""));
  }

  @Test
  void uncaughtErrorsEndWithStatusOne() throws Exception {
    Result result = kestrel("print(1)\nfn f() { throw [2] }\nf()");
    String file = directory.resolve("program.kes").toString();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).isEqualTo("1\n");
    assertThat(result.errors().lines())
        .containsExactly(file + ":2: uncaught [2]", "  in f:2", "  in main:3");
  }

  @Test
  void syntaxErrorsEndWithStatusTwo() throws Exception {
    Result result = kestrel("print(1)\nlet 2");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors()).contains("program.kes:2:5: expected a variable name");
  }

  @Test
  void benchmarksReportTheirTimes() throws Exception {
    Result result = kestrel("print(6 * 7)", "-D" + Harness.ITERATIONS + "=3");
    assertThat(result.status()).isZero();
    assertThat(result.output()).isEqualTo("42\n");
    assertThat(result.errors())
        .matches("bench: first_ms=\\d+\\.\\d{3} steady_ms=\\d+\\.\\d{3} iterations=3\\R");
  }

  @Test
  void benchmarksGoOnForSoLongAtLeast() throws Exception {
    String once = "-D" + Harness.ITERATIONS + "=1";
    Result result = kestrel("print(6 * 7)", once, "-D" + Harness.SECONDS + "=1");
    assertThat(result.output()).isEqualTo("42\n");
    assertThat(result.errors()).doesNotContain("iterations=1\n").contains("iterations=");
  }

  @Test
  void benchmarksNoticeOutputThatDiffers() throws Exception {
    Result result = kestrel("print(clock())", "-D" + Harness.ITERATIONS + "=3");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors()).startsWith("bench: output of iteration 2 differs");
  }
}
