package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.metajit.it.guest.GoneGuests;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of guest programs that are over does not keep them in memory. */
@Tag("K58")
class LongevityTest {
  static Stream<Arguments> backends() {
    return TwoJdks.with(List.of("jvm", "auto"));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("backends")
  void guestsThatAreOverAreForgotten(Jdk jdk, String backend, @TempDir Path directory) {
    CompileLog log = new CompileLog(directory);
    String options = "threshold=20,sync=true,loop_longevity=10,backend=" + backend;
    JvmResult result =
        AgentRun.accelerated(jdk, options, log.option()).run(GoneGuests.class, "300", "200");

    assertThat(result.standardOutput()).as(result.toString()).endsWith("most are gone\n");
    assertThat(result.standardError()).isEmpty();
    assertThat(log.compilations()).hasSizeGreaterThan(100);
  }

  /** It goes on as bytecode, and when old code has been collected there is room again. */
  @OnBothJdks
  void codeMemoryThatIsFullDoesNotStopTheJit(Jdk jdk, @TempDir Path directory) {
    assumeTrue(CompileLog.nativeBackend().equals("x64"), "no machine code for this CPU");
    assumeTrue(jdk.feature() >= 22, "machine code that reads objects");
    CompileLog log = new CompileLog(directory);
    String options = "threshold=2,sync=true,code_memory=1,loop_longevity=6000";
    JvmResult result =
        AgentRun.accelerated(jdk, options, log.option())
            .option("-Xmx1g", "-XX:+UseSerialGC")
            .run(GoneGuests.class, "3200", "400");

    assertThat(result.standardOutput()).as(result.toString()).endsWith("most are gone\n");
    assertThat(result.standardError()).isEmpty();
    String text = String.join("\n", log.lines());
    int full = text.indexOf("code memory is full");
    assertThat(full).isPositive();
    assertThat(text.substring(full)).contains("backend=jvm").contains("backend=x64");
  }
}
