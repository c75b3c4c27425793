package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Countdown;
import dev.metajit.it.guest.Directives;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** HotSpot's second compiler is for the program and its traces. */
class CompilerDirectivesTest {
  @OnBothJdks
  void itIsKeptFromWhatRecordsAndOptimizes(Jdk jdk) {
    JvmResult result = AgentRun.accelerated(jdk, "delay=0").run(Directives.class, "1000");

    assertThat(result.standardOutput())
        .startsWith("500500\n")
        .contains("dev/metajit/optimizer/*.*", "dev/metajit/metainterp/MetaInterp*.*")
        .doesNotContain("dev/metajit/backend/jvm/CompiledCode", "org/objectweb");
    assertThat(result.standardError()).isEmpty();
  }

  @OnBothJdks
  void aProgramThatIsOverSoonChangesNothing(Jdk jdk) {
    JvmResult result = AgentRun.accelerated(jdk).run(Directives.class, "1000");

    assertThat(result.standardOutput()).startsWith("500500\n").doesNotContain("dev/metajit");
  }

  @OnBothJdks
  void aJvmThatCannotBeToldDoesWithout(Jdk jdk, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    JvmResult result =
        AgentRun.accelerated(jdk, "sync=true", log.option())
            .option("--limit-modules=java.instrument,java.logging,java.xml,jdk.unsupported")
            .run(Countdown.class, "100000");

    assertThat(result.standardOutput()).isEqualTo("5000050000\n");
    assertThat(result.standardError()).isEmpty();
    assertThat(log.compilations()).isNotEmpty();
  }
}
