package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.bench.GuestProgram;
import dev.metajit.bench.Suite;
import dev.metajit.it.guest.GuestBatch;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Interpreters from Maven Central, with the drivers in {@code jit.jar}: every guest program gives
 * the expected output, and its loops are compiled. The programs of one interpreter run in one JVM,
 * one after the other.
 */
class UnchangedInterpretersTest {
  private static final List<String> SUITES = List.of("luaj", "chicory", "jawk");

  /** The agent's options, joined by commas. */
  private static final List<String> SETTINGS =
      List.of(
          "threshold=20",
          "threshold=2,function_threshold=4,trace_eagerness=2,sync=true,backend=jvm",
          "threshold=5,trace_eagerness=5,sync=true,stress=97");

  static Stream<Arguments> suites() {
    return TwoJdks.with(SUITES);
  }

  static Stream<Arguments> suitesAndSettings() {
    return TwoJdks.with(SUITES, SETTINGS);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("suites")
  void plainOutputIsAsExpected(Jdk jdk, String suite) {
    JvmResult result = run(AgentRun.plain(jdk), suite);

    assertThat(result.standardOutput()).isEqualTo(expected(suite));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("suitesAndSettings")
  void acceleratedOutputIsTheSame(Jdk jdk, String suite, String setting, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);

    JvmResult result = run(AgentRun.accelerated(jdk, setting, log.option()), suite);

    assertThat(result.standardOutput()).isEqualTo(expected(suite));
    assertThat(result.standardError()).isEmpty();
    if (setting.contains("sync=true")) { // else such short programs may end before
      assertThat(log.compilations()).isNotEmpty();
    }
  }

  private static JvmResult run(AgentRun jvm, String suite) {
    List<GuestProgram> programs = Suite.load(suite).programs();
    List<String> calls = programs.stream().map(UnchangedInterpretersTest::call).toList();
    return jvm.run(programs.get(0).classPath(), GuestBatch.class.getName(), calls);
  }

  private static String call(GuestProgram program) {
    List<String> words = new ArrayList<>(List.of(program.name()));
    words.add(program.interpreter().mainClass());
    words.addAll(program.mainArguments(true));
    return String.join("\t", words);
  }

  private static String expected(String suite) {
    StringBuilder text = new StringBuilder();
    for (GuestProgram program : Suite.load(suite).programs()) {
      text.append("\n" + GuestBatch.MARK + program.name() + "\n");
      text.append(program.expectedOutput().orElseThrow());
    }
    return text.toString();
  }
}
