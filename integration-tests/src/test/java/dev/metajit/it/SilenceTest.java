package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.metajit.it.guest.Countdown;
import dev.metajit.it.guest.Hello;
import dev.metajit.it.guest.Visibility;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Nobody notices the agent: it says nothing, shows nothing, and loads nothing before it is needed.
 */
@Execution(ExecutionMode.CONCURRENT)
class SilenceTest {
  private static final List<String> DENIALS =
      List.of("--illegal-native-access=deny", "--sun-misc-unsafe-memory-access=deny");

  @OnBothJdks
  void nothingIsPrinted(Jdk jdk) {
    JvmResult result = AgentRun.accelerated(jdk).run(Hello.class);

    assertThat(result.exitStatus()).as(result.toString()).isZero();
    assertThat(result.standardOutput()).isEqualTo("hello\n");
    assertThat(result.standardError()).isEmpty();
  }

  @OnBothJdks
  void applicationsSeeNoClassOfOurs(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk)
            .run(
                Visibility.class,
                "dev.metajit.trace.Op",
                "dev.metajit.optimizer.Pipeline",
                "dev.metajit.backend.Backend",
                "dev.metajit.driver.DriverSpec",
                "dev.metajit.codewriter.JitCode",
                "dev.metajit.metainterp.MetaInterp",
                "org.objectweb.asm.ClassReader",
                "com.sun.jna.Native",
                "org.slf4j.Logger",
                "ch.qos.logback.classic.Logger",
                "java.lang.String");

    assertThat(result.standardOutput()).isEqualTo("java.lang.String\n");
    assertThat(result.standardError()).isEmpty();
  }

  @OnBothJdks
  void withoutDriverClassNoOtherPartIsLoaded(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk)
            .option("-Xlog:class+load:stderr")
            .run("", Hello.class.getName(), List.of());

    assertThat(result.errorLines())
        .as("the log of loaded classes")
        .anyMatch(line -> line.contains("dev.metajit.it.guest.Hello"))
        .noneMatch(line -> line.contains(" org.objectweb.asm."))
        .noneMatch(line -> line.contains(" com.sun.jna."))
        .noneMatch(line -> line.contains(" ch.qos.logback."))
        .noneMatch(line -> line.contains(" dev.metajit.metainterp."))
        .noneMatch(line -> line.contains(" dev.metajit.optimizer."))
        .noneMatch(line -> line.contains(" dev.metajit.backend."));
  }

  @OnBothJdks
  void machineCodeNeedsNoWarningAndNoPermissionFromTheApplication(
      Jdk jdk, @TempDir Path directory) {
    assumeTrue(!CompileLog.nativeBackend().equals("none"), "no machine code for this CPU");
    CompileLog log = new CompileLog(directory);
    AgentRun run = AgentRun.accelerated(jdk, "threshold=2", "sync=true", log.option());
    if (jdk.feature() >= 24) {
      run.option(DENIALS.toArray(String[]::new));
    }

    JvmResult result = run.run(Countdown.class, "100000");

    assertThat(result.standardOutput()).isEqualTo("5000050000\n");
    assertThat(result.standardError()).isEmpty();
    assertThat(log.backends()).contains(CompileLog.nativeBackend());
  }

  @OnBothJdks
  void aHotLoopPrintsNothing(Jdk jdk) {
    JvmResult result = AgentRun.accelerated(jdk).run(Countdown.class, "3000000", "3000000");

    assertThat(result.standardOutput()).isEqualTo("4500001500000\n4500001500000\n");
    assertThat(result.standardError()).isEmpty();
  }

  @OnBothJdks
  void switchedOffItDoesNothing(Jdk jdk, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    JvmResult result =
        AgentRun.accelerated(jdk, "enabled=false", "threshold=2", "sync=true", log.option())
            .run(Countdown.class, "100000");

    assertThat(result.standardOutput()).isEqualTo("5000050000\n");
    assertThat(result.standardError()).isEmpty();
    assertThat(log.compilations()).isEmpty();
  }
}
