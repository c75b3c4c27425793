package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.bench.GuestProgram;
import dev.metajit.bench.Suite;
import dev.metajit.it.guest.GuestBatch;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every guest program gives the same output plain and accelerated, in all configurations. The
 * programs of one interpreter run in one JVM, one after the other, as they would in an application.
 */
@Execution(ExecutionMode.CONCURRENT)
class GuestProgramsTest {
  private static final Suite DEMOS = Suite.load(Suite.DEMOS);
  private static final Map<String, JvmResult> PLAIN = new ConcurrentHashMap<>();

  /** A way to set the agent, by name. */
  private record Setting(String name, List<String> options) {
    static Setting of(String... options) {
      return new Setting(String.join(",", options), List.of(options));
    }

    /** Everything is compiled at once, and on the thread that runs. */
    static Setting eager(String... more) {
      List<String> all = new ArrayList<>(List.of("threshold=2", "function_threshold=4"));
      all.addAll(List.of("trace_eagerness=2", "sync=true"));
      all.addAll(List.of(more));
      return new Setting("eager " + String.join(",", more), all);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.of(),
          Setting.eager(),
          Setting.eager("backend=native"),
          Setting.eager("backend=jvm"),
          Setting.eager("simulate=short-methods"),
          Setting.eager("backend=reference"),
          // A guard that fails one time in seven makes these programs a hundred times slower;
          // the random programs of RandomProgramsTest are short enough for that.
          Setting.of("threshold=2", "sync=true", "stress=997"));

  static Stream<Arguments> interpreters() {
    return TwoJdks.with(interpreterNames());
  }

  static Stream<Arguments> interpretersAndSettings() {
    return TwoJdks.with(interpreterNames(), SETTINGS);
  }

  private static List<String> interpreterNames() {
    return DEMOS.programs().stream()
        .map(program -> program.interpreter().name())
        .distinct()
        .toList();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("interpreters")
  void plainOutputIsAsExpected(Jdk jdk, String interpreter) {
    Map<String, String> outputs = outputs(plain(jdk, interpreter));

    for (GuestProgram program : programs(interpreter)) {
      String expected = program.expectedOutput().orElseThrow();
      assertThat(outputs.get(program.fullName())).as(program.fullName()).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("interpretersAndSettings")
  void acceleratedOutputIsTheSame(
      Jdk jdk, String interpreter, Setting setting, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    List<String> options = new ArrayList<>(setting.options());
    options.add(log.option());

    JvmResult accelerated =
        run(AgentRun.accelerated(jdk, options.toArray(String[]::new)), interpreter);

    JvmResult plain = plain(jdk, interpreter);
    Map<String, String> expected = outputs(plain);
    Map<String, String> actual = outputs(accelerated);
    expected.forEach((name, output) -> assertThat(actual.get(name)).as(name).isEqualTo(output));
    assertThat(accelerated.exitStatus()).as(accelerated.toString()).isZero();
    assertThat(accelerated.standardError()).isEqualTo(plain.standardError());
    checkBackends(setting, log);
  }

  /**
   * A forced backend, and no other, has compiled; and something has been compiled where all is
   * compiled at once.
   */
  private static void checkBackends(Setting setting, CompileLog log) {
    if (setting.options().contains("backend=native")) {
      // Without access to the heap, machine code may have nothing to do in some interpreters.
      assertThat(log.backends()).isSubsetOf(CompileLog.nativeBackend());
    } else if (setting.options().contains("backend=jvm")) {
      assertThat(log.backends()).containsExactly("jvm");
    } else if (setting.options().contains("backend=reference")) {
      assertThat(log.backends()).containsExactly("reference");
    } else if (setting.options().contains("sync=true")) {
      assertThat(log.compilations()).isNotEmpty();
    }
  }

  private static JvmResult plain(Jdk jdk, String interpreter) {
    return PLAIN.computeIfAbsent(jdk + interpreter, key -> run(AgentRun.plain(jdk), interpreter));
  }

  /** Runs all programs of an interpreter, at their small sizes, in one JVM. */
  private static JvmResult run(AgentRun jvm, String interpreter) {
    List<String> calls = programs(interpreter).stream().map(GuestProgramsTest::call).toList();
    return jvm.run(GuestBatch.class.getName(), calls);
  }

  private static String call(GuestProgram program) {
    List<String> words = new ArrayList<>();
    words.add(program.fullName());
    words.add(program.interpreter().mainClass());
    words.addAll(program.mainArguments(true));
    return String.join("\t", words);
  }

  private static List<GuestProgram> programs(String interpreter) {
    return DEMOS.programs().stream()
        .filter(program -> program.interpreter().name().equals(interpreter))
        .toList();
  }

  /** The output of each program of a batch. */
  private static Map<String, String> outputs(JvmResult result) {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (String part : result.standardOutput().split("\n" + GuestBatch.MARK, -1)) {
      int end = part.indexOf('\n');
      if (end >= 0) {
        outputs.put(part.substring(0, end), part.substring(end + 1));
      }
    }
    return outputs;
  }
}
