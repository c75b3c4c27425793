package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.bench.GuestProgram;
import dev.metajit.bench.Suite;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Portals whose rewriting is kept in {@code jit.jar} come out as if they were rewritten. With
 * {@code -Dtest.bless=true} it is written anew; then build again.
 */
class KnownPortalsTest {
  private static final List<String> PORTALS =
      List.of(
          "luaj org/luaj/vm2/LuaClosure",
          "chicory com/dylibso/chicory/runtime/InterpreterMachine",
          "jawk org/metricshub/jawk/backend/AVM");

  static Stream<Arguments> portals() {
    return TwoJdks.with(PORTALS);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("portals")
  void theyComeOutTheSameAndAreNotAnalyzed(Jdk jdk, String portal, @TempDir Path directory)
      throws IOException {
    String driver = portal.split(" ")[0];
    String file = portal.split(" ")[1] + ".class";
    Path rewritten = directory.resolve("rewritten");
    Path known = directory.resolve("known");
    run(jdk, driver, "dump=" + rewritten, "log=driver:" + directory.resolve("log"));
    if (Boolean.getBoolean("test.bless")) {
      bless(driver, file, rewritten.resolve(file), directory.resolve("original"));
      return;
    }

    JvmResult result = run(jdk, driver, "dump=" + known, "delay=2000000000");

    assertThat(known.resolve(file))
        .as("with what '-Dtest.bless=true' has left")
        .hasSameBinaryContentAs(rewritten.resolve(file));
    assertThat(result.errorLines())
        .as("the log of loaded classes")
        .anyMatch(line -> line.contains(" dev.metajit.agent.runtime.KnownPortals "))
        .noneMatch(line -> line.contains(" dev.metajit.driver.PortalAnalysis "))
        .noneMatch(line -> line.contains(" org.objectweb.asm.tree."));
  }

  @OnBothJdks
  void anotherVersionIsNotUsedEvenIfTheClassIsTheSame(Jdk jdk, @TempDir Path directory)
      throws IOException {
    GuestProgram program = Suite.load("luaj").programs().get(0);
    Path renamed = directory.resolve("luaj-jse-9.9.9.jar");
    Path jar = Workplace.path("integration-tests/target/interpreters/luaj-jse.jar");
    Files.copy(jar, renamed);

    JvmResult result =
        AgentRun.accelerated(jdk)
            .run(
                program.classPath().replace(jar.toString(), renamed.toString()),
                program.interpreter().mainClass(),
                program.mainArguments(true));

    assertThat(result.errorLines()).singleElement().asString().contains("is for version 3.0.1");
  }

  private static void bless(String driver, String file, Path rewritten, Path original)
      throws IOException {
    try (InputStream in = KnownPortalsTest.class.getClassLoader().getResourceAsStream(file)) {
      Files.copy(in, original);
    }
    Path delta =
        Workplace.path("agent/src/main/resources/dev/metajit/agent/known/" + driver + ".delta");
    AgentRun.plain(Jdk.running())
        .runAlone(
            Workplace.classPath("agent/target/classes"),
            "dev.metajit.agent.build.DeltaCommand",
            List.of(original.toString(), rewritten.toString(), delta.toString()));
  }

  private static JvmResult run(Jdk jdk, String suite, String... options) {
    GuestProgram program = Suite.load(suite).programs().get(0);
    return AgentRun.accelerated(jdk, options)
        .option("-Xlog:class+load:stderr")
        .run(program.classPath(), program.interpreter().mainClass(), program.mainArguments(true));
  }
}
