package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Countdown;
import dev.metajit.it.guest.MissingRed;
import dev.metajit.it.guest.Unannotated;
import dev.metajit.it.guest.UnknownGreen;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is wrong is said in one clear line, and the program runs as if the agent were not there. */
@Execution(ExecutionMode.CONCURRENT)
class WrongInputTest {
  private static final String NUMBER = "100000";
  private static final String SUM = "5000050000\n";
  private static final String[] EAGER = {"threshold=2", "sync=true"};

  @OnBothJdks
  void unknownOption(Jdk jdk) {
    check(AgentRun.accelerated(jdk, "treshold=5"), Countdown.class, "treshold", "threshold");
  }

  @OnBothJdks
  void unknownSystemProperty(Jdk jdk) {
    AgentRun run = AgentRun.accelerated(jdk).option("-Djit.bakend=jvm");
    check(run, Countdown.class, "bakend", "backend");
  }

  @OnBothJdks
  void valueThatIsNone(Jdk jdk) {
    check(AgentRun.accelerated(jdk, "backend=fast"), Countdown.class, "backend", "fast", "native");
  }

  @OnBothJdks
  void brokenDriverFile(Jdk jdk, @TempDir Path directory) throws IOException {
    Path driver = directory.resolve("broken.driver");
    Files.writeString(
        driver, "driver mine\nportal dev.metajit.it.guest.Unannotated.run\ngren pc\n");

    check(
        AgentRun.accelerated(jdk, "drivers=" + driver),
        Unannotated.class,
        "broken.driver:3",
        "gren");
  }

  @OnBothJdks
  void missingDriverFile(Jdk jdk, @TempDir Path directory) {
    Path driver = directory.resolve("nowhere.driver");
    check(AgentRun.accelerated(jdk, "drivers=" + driver), Unannotated.class, "nowhere.driver");
  }

  @OnBothJdks
  void unknownGreen(Jdk jdk) {
    check(AgentRun.accelerated(jdk, EAGER), UnknownGreen.class, "UnknownGreen", "kode");
  }

  @OnBothJdks
  void missingRed(Jdk jdk) {
    check(AgentRun.accelerated(jdk, EAGER), MissingRed.class, "MissingRed", "sum");
  }

  @OnBothJdks
  void unsupportedCpu(Jdk jdk, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    check(
        AgentRun.accelerated(jdk, "simulate=cpu=sparc", "threshold=2", "sync=true", log.option()),
        Countdown.class,
        "sparc");
    assertThat(log.backends()).containsExactly("jvm");
  }

  @OnBothJdks
  void noExecutableMemory(Jdk jdk, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    check(
        AgentRun.accelerated(
            jdk, "simulate=no-exec-memory", "threshold=2", "sync=true", log.option()),
        Countdown.class,
        "executable");
    assertThat(log.backends()).containsExactly("jvm");
  }

  /** The right output, and one line on standard error with all these words. */
  private static void check(AgentRun run, Class<?> mainClass, String... words) {
    JvmResult result = run.run(mainClass, NUMBER);

    assertThat(result.standardOutput()).as(result.toString()).isEqualTo(SUM);
    assertThat(result.exitStatus()).isZero();
    assertThat(result.errorLines()).singleElement().asString().contains(words);
  }
}
