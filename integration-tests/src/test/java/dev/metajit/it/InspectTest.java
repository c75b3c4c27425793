package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code --inspect} names the portal, and drafts a driver that fits. */
class InspectTest {
  @ParameterizedTest
  @CsvSource({
    "luaj-jse, org.luaj.vm2.LuaClosure.execute, slot 7, slot 11",
    "runtime, com.dylibso.chicory.runtime.InterpreterMachine.eval, frame.pc, frame.code",
    "jawk, org.metricshub.jawk.backend.AVM.interpret, position.idx, position.queue"
  })
  void theFirstGuessIsThePortal(
      String jar, String portal, String index, String program, @TempDir Path directory)
      throws Exception {
    Path draft = directory.resolve("draft.driver");

    String output = inspect("integration-tests/target/interpreters/" + jar + ".jar", draft);

    assertThat(output).contains("#  1. " + portal + ": ");
    assertThat(Files.readString(draft))
        .contains("portal " + portal + "\n", "green " + index + " ", "green " + program + "[*]")
        .contains("# Reds, found by liveness: ")
        .doesNotContain("Does not fit");
  }

  @Test
  void aMethodThatHotSpotNeverCompilesIsMarked(@TempDir Path directory) throws Exception {
    String output =
        inspect("integration-tests/target/interpreters/jawk.jar", directory.resolve("draft"));

    assertThat(output).contains("9362 bytes (above 8000: HotSpot never compiles it)");
  }

  private static String inspect(String jar, Path draft) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Jdk.running().java().toString(),
                "-jar",
                Workplace.agentJar().toString(),
                "--inspect",
                Workplace.path(jar).toString(),
                draft.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
