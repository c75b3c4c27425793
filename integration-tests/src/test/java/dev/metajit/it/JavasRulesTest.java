package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.JavasRules;
import dev.metajit.it.guest.NoStackLeft;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exceptions, class initialization, errors of the JVM, threads, virtual threads and class loaders
 * are the same plain and accelerated.
 */
class JavasRulesTest {
  @OnBothJdks
  void accelerationKeepsThem(Jdk jdk) {
    JvmResult plain = run(AgentRun.plain(jdk));

    assertThat(plain.standardOutput()).contains("loaders unloaded: 3");
    assertThat(run(AgentRun.accelerated(jdk)).standardOutput()).isEqualTo(plain.standardOutput());
    assertThat(run(AgentRun.accelerated(jdk, "threshold=3", "sync=true")).standardOutput())
        .isEqualTo(plain.standardOutput());
  }

  /** Classes of the JIT would be spoilt for ever if they were first used there. */
  @OnBothJdks
  void loopsThatAreFirstHotWithoutStackAreCompiledLater(Jdk jdk, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=2,function_threshold=2,sync=true", log.option())
            .run(NoStackLeft.class);

    assertThat(result.standardOutput()).isEqualTo("10100000 after an overflow\n");
    assertThat(AgentRun.errors(result)).isEmpty();
    assertThat(log.compilations()).isNotEmpty();
  }

  /** Without the option, HotSpot itself leaves out the messages of exceptions in hot code. */
  private static JvmResult run(AgentRun jvm) {
    JvmResult result =
        jvm.option("-XX:-OmitStackTraceInFastThrow", "-Xmx64m", "-Xss512k").run(JavasRules.class);
    assertThat(result.exitStatus()).as(result.toString()).isZero();
    assertThat(AgentRun.errors(result)).isEmpty();
    return result;
  }
}
