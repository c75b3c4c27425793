package dev.metajit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static JvmResult result(int exitStatus, String output, String error) {
    return new JvmResult("java", exitStatus, output, error, 2_500_000_000L);
  }

  @Test
  void timesAreReadFromTheHarnessLine() {
    String error = "something\nbench: first_ms=812.345 steady_ms=301.120 iterations=10\n";

    assertThat(Measurement.of(result(0, "", error)))
        .isEqualTo(new Measurement(2.5, 812.345, 301.12));
  }

  @Test
  void withoutHarnessLineOnlyTheWallClockCounts() {
    Measurement measurement = Measurement.of(result(0, "", ""));

    assertThat(measurement.wallSeconds()).isEqualTo(2.5);
    assertThat(measurement.steadyMillis()).isNaN();
    assertThat(measurement.speedupOver(new Measurement(1, 1, 1))).isEmpty();
  }

  @Test
  void theBestOfTwoRunsCounts() {
    Measurement one = new Measurement(3, 20, 10);
    Measurement two = new Measurement(2, 30, 5);

    assertThat(one.best(two)).isEqualTo(new Measurement(2, 20, 5));
    assertThat(Measurement.NONE.best(two)).isEqualTo(two);
    assertThat(two.best(Measurement.NONE)).isEqualTo(two);
    assertThat(two.speedupOver(one)).hasValue(2);
  }

  @Test
  void wrongOutputIsNamedByItsLine() {
    assertThat(OutputCheck.verdict(result(0, "a\nb\n", ""), "a\nb\n")).isEqualTo("ok");
    assertThat(OutputCheck.verdict(result(0, "a\nx\n", ""), "a\nb\n")).isEqualTo("line-2");
    assertThat(OutputCheck.verdict(result(0, "a\n", ""), "a\nb\n")).isEqualTo("line-2");
    assertThat(OutputCheck.verdict(result(134, "a\nb\n", ""), "a\nb\n"))
        .isEqualTo("exit-status-134");
    assertThat(OutputCheck.verdict(result(-1, "", ""), "a\n")).isEqualTo("timeout");
  }

  @Test
  void tabSeparatedRowsHaveAHeaderAndNoSummary() {
    Interpreter interpreter = new Interpreter("bf", "Main", "", "programs", ".bf", "classes");
    GuestProgram program = new GuestProgram(interpreter, "primes", List.of(), List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report report =
        new Report(new PrintStream(bytes, false, StandardCharsets.UTF_8), "demos", true);

    report.header();
    report.add(
        new Row(
            program,
            new Jdk(17, Path.of("jdk")),
            Config.AGENT,
            new Measurement(1.5, 20, 4),
            OptionalDouble.of(12.5),
            "ok"));
    report.summary();

    assertThat(bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
        .isEqualTo(
            """
            suite\tprogram\tjdk\tconfig\twall_s\tfirst_ms\tsteady_ms\tspeedup\tcheck
            demos\tbf/primes\t17\tagent\t1.500\t20.00\t4.00\t12.50\tok
            """);
    assertThat(report.allRight()).isTrue();
  }
}
