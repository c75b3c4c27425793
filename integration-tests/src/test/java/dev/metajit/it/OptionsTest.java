package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Countdown;
import dev.metajit.it.guest.Hello;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Options reach the agent by every way, and what is logged on demand is there. */
@Execution(ExecutionMode.CONCURRENT)
class OptionsTest {
  private static final String NUMBER = "100000";
  private static final String SUM = "5000050000\n";

  @OnBothJdks
  void systemPropertiesAndEnvironmentVariablesAreRead(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk)
            .option("-Djit.threshold=2", "-Djit.log=compile")
            .environment("JIT_SYNC", "true")
            .environment("JIT_BACKEND", "jvm")
            .run(Countdown.class, NUMBER);

    assertThat(result.standardOutput()).isEqualTo(SUM);
    assertThat(result.errorLines()).isNotEmpty().allMatch(line -> line.contains("backend=jvm"));
  }

  @OnBothJdks
  void propertiesFileIsRead(Jdk jdk, @TempDir Path directory) throws IOException {
    Path file = directory.resolve("my.properties");
    Files.writeString(
        file, "jit.threshold=2\njit.sync=true\njit.backend=reference\njit.log=compile\n");

    JvmResult result = AgentRun.accelerated(jdk, "properties=" + file).run(Countdown.class, NUMBER);

    assertThat(result.standardOutput()).isEqualTo(SUM);
    assertThat(result.errorLines())
        .isNotEmpty()
        .allMatch(line -> line.contains("backend=reference"));
  }

  @OnBothJdks
  void backendOffCompilesNothing(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "backend=off", "threshold=2", "sync=true", "log=compile")
            .run(Countdown.class, NUMBER);

    assertThat(result.standardOutput()).isEqualTo(SUM);
    assertThat(result.standardError()).doesNotContain("backend=");
  }

  @OnBothJdks
  void theCompileLogHasOneLineForTheOneLoop(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=2", "sync=true", "log=compile")
            .run(Countdown.class, NUMBER);

    assertThat(result.standardOutput()).isEqualTo(SUM);
    assertThat(result.errorLines())
        .singleElement()
        .asString()
        .contains("countdown")
        .contains("backend=");
  }

  @OnBothJdks
  void aDriverFileAcceleratesAnInterpreterAsItIs(Jdk jdk, @TempDir Path directory)
      throws IOException {
    Path driver = directory.resolve("my.driver");
    Files.writeString(
        driver,
        """
        driver mine
        portal dev.metajit.it.guest.Unannotated.run
        green pc
        green code
        """);

    JvmResult result =
        AgentRun.accelerated(jdk, "drivers=" + driver, "threshold=2", "sync=true", "log=compile")
            .run("dev.metajit.it.guest.Unannotated", List.of(NUMBER));

    assertThat(result.standardOutput()).isEqualTo(SUM);
    assertThat(result.errorLines()).anyMatch(line -> line.contains("mine"));
  }

  @OnBothJdks
  void theJarExplainsItself(Jdk jdk) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(jdk.java().toString(), "-jar", Workplace.agentJar().toString(), "--help")
            .redirectErrorStream(true)
            .start();
    String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(help).contains("threshold=", "1039", "backend=", "JIT_THRESHOLD", "--doctor");
  }

  @OnBothJdks
  void theApplicationsOwnStandardErrorIsUntouched(Jdk jdk) {
    JvmResult plain = AgentRun.plain(jdk).run("dev.metajit.it.guest.Nowhere", List.of());
    JvmResult accelerated =
        AgentRun.accelerated(jdk).run("dev.metajit.it.guest.Nowhere", List.of());

    assertThat(accelerated.exitStatus()).isEqualTo(plain.exitStatus()).isNotZero();
    assertThat(accelerated.standardError()).isEqualTo(plain.standardError());
    assertThat(AgentRun.accelerated(jdk).run(Hello.class).exitStatus()).isZero();
  }
}
