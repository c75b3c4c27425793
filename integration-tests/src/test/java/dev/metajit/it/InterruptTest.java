package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Interruptible;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;

/** A guest loop that makes lambdas and asks for interrupts pays for neither. */
class InterruptTest {
  @OnBothJdks
  void theLoopReadsTheFlagAndMakesNoObject(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "sync=true", "log=opt").run(Interruptible.class, "1000000");

    assertThat(result.standardOutput()).isEqualTo("1000002\n");
    String log = result.standardError();
    String loop = log.substring(log.indexOf("entrys:"));
    assertThat(loop).contains("getfield_int(", "Thread.interrupted:opaque)");
    assertThat(loop).doesNotContain("call_", "new(");
  }

  @OnBothJdks
  void anInterruptIsSeenWithAllThatCameBefore(Jdk jdk) {
    JvmResult result = AgentRun.accelerated(jdk).run(Interruptible.class, "interrupt");

    assertThat(result.standardError()).isEmpty();
    assertThat(result.standardOutput()).isEqualTo("-42 42\n");
  }
}
