package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Troubles;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;

/** A guest loop that throws and catches makes no exception, and the last one is all there. */
class StackTraceTest {
  @OnBothJdks
  void theLoopFillsInNoStackTraceAndTheExitDoes(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "sync=true", "log=opt").run(Troubles.class, "9999");

    assertThat(result.standardOutput()).isEqualTo("trouble 9998\nrun\nmain\n");
    String log = result.standardError();
    String loop = log.substring(log.indexOf("entrys:"));
    assertThat(loop).contains("int_add(").doesNotContain("call_", "new(");
  }

  @OnBothJdks
  void bridgesOfItDoNeither(Jdk jdk) {
    JvmResult result =
        AgentRun.accelerated(jdk, "sync=true,stress=5,trace_eagerness=3,verify=true", "log=stats")
            .run(Troubles.class, "9999");

    assertThat(result.standardOutput()).isEqualTo("trouble 9998\nrun\nmain\n");
    assertThat(result.standardError()).contains(" different=0");
  }
}
