package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.LuaScripts;
import dev.metajit.it.guest.WasmScripts;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs that others wrote, for interpreters that others wrote, print the same with the agent as
 * without: results, traps and errors. Each setting runs on one JDK, to keep the time short.
 */
class OthersProgramsTest {
  private static final String INTERPRETERS = "integration-tests/target/interpreters/";
  private static final String OWN = "integration-tests/suites/";

  /** Scripts that never end, take long, or print what differs from run to run. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "5.1/all.lua",
          "5.1/main.lua",
          "5.1/gc.lua",
          "5.1/big.lua",
          "5.1/verybig.lua",
          "5.1/constructs.lua",
          "5.1/sort.lua",
          "programs/life.lua",
          "programs/luac.lua",
          "programs/xd.lua",
          "programs/echo.lua");

  @ParameterizedTest(name = "JDK {0}, {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "17; threshold=2,function_threshold=2,trace_eagerness=1,sync=true",
        "25; threshold=5,function_threshold=3,trace_eagerness=4,sync=true,stress=97"
      })
  void specificationTestsOfWebAssembly(int jdk, String setting, @TempDir Path temporary)
      throws Exception {
    Path scripts = FetchedSuites.directory("wasm");
    List<String> arguments = new ArrayList<>(List.of("4", scripts.toString()));
    arguments.addAll(FetchedSuites.names(scripts));
    arguments.remove("resizing"); // asks for gigabytes

    isTheSame(
        jdk,
        setting,
        new CompileLog(temporary),
        run ->
            // An exception of hot code would come without its message.
            run.option("-XX:-OmitStackTraceInFastThrow", "-Xmx768m")
                .run(classPath("runtime", "wasm"), WasmScripts.class.getName(), arguments));
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "17; threshold=20,function_threshold=20,trace_eagerness=10,sync=true",
        "25; threshold=50,function_threshold=50,trace_eagerness=50,sync=true,stress=997"
      })
  void testsAndProgramsInLua(int jdk, String setting, @TempDir Path temporary) throws Exception {
    Path lua = FetchedSuites.directory("lua");
    List<String> arguments = new ArrayList<>(List.of("2", lua.toString(), own("prelude.lua")));
    arguments.add(own("markdown.lua"));
    for (String directory : List.of("5.1", "glua", "programs")) {
      arguments.addAll(luaScripts(directory, lua));
    }

    isTheSame(
        jdk,
        setting,
        new CompileLog(temporary),
        run ->
            // The order of a Lua table whose keys are tables or functions depends on their hashes.
            run.option("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2")
                .run(classPath("luaj-jse"), LuaScripts.class.getName(), arguments));
  }

  private interface Started {
    JvmResult of(AgentRun run);
  }

  private static void isTheSame(int feature, String setting, CompileLog log, Started started) {
    TwoJdks.jdks()
        .filter(jdk -> jdk.feature() == feature)
        .forEach(
            jdk -> {
              JvmResult plain = started.of(AgentRun.plain(jdk));
              JvmResult accelerated = started.of(AgentRun.accelerated(jdk, setting, log.option()));
              assertThat(plain.exitStatus()).as(plain.standardError()).isZero();
              assertThat(accelerated.exitStatus()).as(tail(accelerated)).isZero();
              assertThat(AgentRun.errors(accelerated)).isEqualTo(AgentRun.errors(plain));
              assertThat(differences(accelerated, plain)).isEmpty();
              assertThat(log.compilations()).isNotEmpty();
            });
  }

  /** The last that a JVM wrote, for one that has died. */
  private static String tail(JvmResult result) {
    List<String> lines = result.standardOutput().lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - 40), lines.size());
    return String.join("\n", last) + "\n" + result.standardError();
  }

  /** The first lines that are others; the whole outputs are too long to read. */
  private static List<String> differences(JvmResult accelerated, JvmResult plain) {
    List<String> actual = accelerated.standardOutput().lines().toList();
    List<String> expected = plain.standardOutput().lines().toList();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(actual.size(), expected.size()) && differences.size() < 10; i++) {
      String is = i < actual.size() ? actual.get(i) : "(the end)";
      String was = i < expected.size() ? expected.get(i) : "(the end)";
      if (!is.equals(was)) {
        differences.add("line " + (i + 1) + " is <" + is + ">, was <" + was + ">");
      }
    }
    return differences;
  }

  private static List<String> luaScripts(String directory, Path lua) throws IOException {
    return FetchedSuites.names(lua.resolve(directory)).stream()
        .map(name -> directory + "/" + name)
        .filter(name -> name.endsWith(".lua") && !LEFT_OUT.contains(name))
        .toList();
  }

  private static String own(String name) {
    return Workplace.path(OWN + name).toString();
  }

  private static String classPath(String... jars) {
    List<String> paths = new ArrayList<>();
    for (String jar : jars) {
      paths.add(Workplace.classPath(INTERPRETERS + jar + ".jar"));
    }
    return String.join(File.pathSeparator, paths);
  }
}
