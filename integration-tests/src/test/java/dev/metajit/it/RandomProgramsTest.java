package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Machine;
import dev.metajit.it.guest.Threads;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs of {@link Machine} end the same plain and accelerated, whatever the backend, the
 * collector and the layout of objects. The property {@code test.seed} is the first seed.
 */
@Execution(ExecutionMode.CONCURRENT)
class RandomProgramsTest {
  private static final long SEED = Long.getLong("test.seed", 1);
  private static final String PROGRAMS = "60";
  private static final String EAGER =
      "threshold=2,function_threshold=4,trace_eagerness=2,sync=true";
  private static final Map<Jdk, List<String>> PLAIN = new ConcurrentHashMap<>();

  static Stream<Arguments> agentOptions() {
    return TwoJdks.with(
        List.of(
            "backend=auto",
            "backend=native",
            "backend=jvm",
            "backend=reference",
            "stress=7",
            "verify=true"));
  }

  static Stream<Arguments> jvmOptions() {
    return TwoJdks.with(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseParallelGC",
            "-XX:+UseZGC",
            "-XX:-UseCompressedOops",
            "-Xmx512m",
            "-XX:+UseCompactObjectHeaders"));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("agentOptions")
  void everyBackendGivesTheSame(Jdk jdk, String option) {
    JvmResult result = AgentRun.accelerated(jdk, EAGER, option).run(Machine.class, arguments());

    check(jdk, result);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("jvmOptions")
  void everyCollectorAndLayoutGivesTheSame(Jdk jdk, String option) {
    JvmResult result =
        AgentRun.accelerated(jdk, EAGER)
            .option("-XX:+IgnoreUnrecognizedVMOptions", option)
            .run(Machine.class, arguments());

    check(jdk, result);
  }

  @OnBothJdks
  void severalThreadsAtOnceGiveTheSame(Jdk jdk) {
    JvmResult expected = AgentRun.plain(jdk).run(Threads.class, arguments());

    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=2", "trace_eagerness=2")
            .run(Threads.class, arguments());

    assertThat(result.standardOutput()).as("seed " + SEED).isEqualTo(expected.standardOutput());
    assertThat(result.standardError()).isEmpty();
  }

  private static void check(Jdk jdk, JvmResult result) {
    List<String> expected =
        PLAIN.computeIfAbsent(
            jdk, key -> outcomes(AgentRun.plain(jdk).run(Machine.class, arguments())));
    assertThat(expected).hasSize(Integer.parseInt(PROGRAMS));
    assertThat(outcomes(result)).as(result.command()).isEqualTo(expected);
    assertThat(result.standardError()).as(result.command()).doesNotContain("verify: ");
    assertThat(result.exitStatus()).isZero();
  }

  /** What the programs printed; HotSpot itself may have a remark on an option. */
  private static List<String> outcomes(JvmResult result) {
    return result.standardOutput().lines().filter(line -> line.startsWith("seed ")).toList();
  }

  private static String[] arguments() {
    return new String[] {Long.toString(SEED), PROGRAMS};
  }
}
