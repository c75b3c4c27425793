package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Countdown;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The JIT comes when the guest program has run for a while. */
class DelayTest {
  @OnBothJdks
  void aProgramThatIsOverBeforeIsLeftAlone(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "delay=2000000000")
            .option("-Xlog:class+load:stderr")
            .run(Countdown.class, "3000000");

    assertThat(result.standardOutput()).isEqualTo("4500001500000\n");
    assertThat(result.errorLines())
        .as("the log of loaded classes")
        .anyMatch(line -> line.contains(" dev.metajit.agent.runtime.DelayedStart "))
        .noneMatch(line -> line.contains(" dev.metajit.metainterp."))
        .noneMatch(line -> line.contains(" dev.metajit.optimizer."));
  }

  @OnBothJdks
  void theLogSaysWhyThereIsNothing(Jdk jdk, @TempDir Path directory) throws IOException {
    Path log = directory.resolve("log");
    JvmResult result =
        AgentRun.accelerated(jdk, "delay=2000000000", "log=compile:" + log)
            .run(Countdown.class, "3000000");

    assertThat(result.standardError()).isEmpty();
    assertThat(Files.readString(log)).contains("nothing was recorded").contains("jit.delay");
  }

  /** The guest comes to its end soon because it is compiled; else it would take long. */
  @OnBothJdks
  void aLongerOneIsCompiled(Jdk jdk, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    JvmResult result =
        AgentRun.accelerated(jdk, "delay=1", log.option()).run(Countdown.class, "1900000000");

    assertThat(result.standardOutput()).isEqualTo("1805000000950000000\n");
    assertThat(result.standardError()).isEmpty();
    assertThat(log.compilations()).isNotEmpty();
  }
}
