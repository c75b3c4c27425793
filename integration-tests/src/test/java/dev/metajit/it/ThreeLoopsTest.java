package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.bench.GuestProgram;
import dev.metajit.bench.Suite;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/three-loops.md} says is left of a guest loop in three interpreters is left. */
class ThreeLoopsTest {
  private static final Pattern COUNTS =
      Pattern.compile("\\[jit\\.compile\\] loop .*(recorded=\\d+) (left=\\d+ guards=\\d+)");

  @Test
  void loopsAreAsOnThePage() throws IOException {
    TracePage page = new TracePage("three-loops.md");
    for (String interpreter : List.of("luaj", "chicory", "jawk")) {
      String log = log(interpreter);
      Matcher counts = COUNTS.matcher(log);
      assertThat(counts.find()).as(log).isTrue();
      page.block(interpreter, counts.group(1) + " " + counts.group(2) + "\n" + loop(log));
    }
    page.check();
  }

  /** What is run in each turn, without the values for the exits. */
  private static String loop(String log) {
    String trace =
        TraceLog.all(log, "optimized").stream()
            .filter(any -> any.startsWith("entrys:"))
            .findFirst()
            .orElseThrow();
    return trace.replaceAll("(?m)^(guard_.*\\)) \\[.*\\]$", "$1");
  }

  private static String log(String interpreter) {
    GuestProgram program =
        Suite.load(interpreter).programs().stream()
            .filter(any -> any.name().equals("loops"))
            .findFirst()
            .orElseThrow();
    Jdk jdk = TwoJdks.jdks().findFirst().orElseThrow();
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=30", "sync=true", "log=compile+opt")
            .runAlone(
                program.classPath(),
                program.interpreter().mainClass(),
                program.mainArguments(true));
    assertThat(result.standardOutput()).isEqualTo(program.expectedOutput().orElseThrow());
    return result.standardError();
  }
}
