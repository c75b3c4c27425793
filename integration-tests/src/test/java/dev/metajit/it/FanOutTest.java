package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.demo.rv32.Main;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A loop that calls code which is another one each time: it cannot have a bridge for each, but each
 * piece of code that is called can have the loop for itself.
 */
class FanOutTest {
  private static final String PROGRAM =
      Workplace.path("demo-interpreters/programs/rv32/selfmod.elf").toString();

  @TempDir Path directory;

  @Test
  void eachPieceOfCodeThatIsCalledGetsALoop() {
    CompileLog log = new CompileLog(directory);
    JvmResult plain = AgentRun.plain(Jdk.running()).run(Main.class, PROGRAM, "600");
    JvmResult result =
        AgentRun.accelerated(
                Jdk.running(), "threshold=200,trace_eagerness=20,sync=true", log.option())
            .run(Main.class, PROGRAM, "600");

    assertThat(result.standardOutput())
        .as(result.toString())
        .isNotEmpty()
        .isEqualTo(plain.standardOutput());
    List<String> loops =
        log.compilations().stream().filter(line -> line.contains(" loop ")).toList();
    assertThat(loops).as("100 pieces are called from two places").hasSizeGreaterThan(100);
  }
}
