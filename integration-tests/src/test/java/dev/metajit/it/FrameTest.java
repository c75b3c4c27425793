package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Frames;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;

/** A guest loop that makes a frame each time, of arrays and lists, makes none. */
class FrameTest {
  @OnBothJdks
  void theLoopMakesNoObject(Jdk jdk) {
    JvmResult result = AgentRun.accelerated(jdk, "sync=true", "log=opt").run(Frames.class, "99999");

    assertThat(result.standardOutput()).isEqualTo("100002\n");
    String log = result.standardError();
    String loop = log.substring(log.indexOf("entrys:"));
    assertThat(loop).contains("long_add(");
    assertThat(loop).doesNotContain("call_", "new(", "new_array(");
  }
}
