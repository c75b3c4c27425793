package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Countdown;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.io.IOException;

/**
 * The traces in {@code docs/how-it-works.md} are those that are recorded and left by the optimizer.
 */
class HowItWorksTest {
  @OnBothJdks
  void tracesAreAsOnThePage(Jdk jdk) throws IOException {
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=2", "sync=true", "log=trace+opt")
            .run(Countdown.class, "100000");
    assertThat(result.standardOutput()).isEqualTo("5000050000\n");

    TracePage page = new TracePage("how-it-works.md");
    for (String stage : new String[] {"recorded", "optimized"}) {
      page.block(stage, TraceLog.last(result.standardError(), stage));
    }
    page.check();
  }
}
