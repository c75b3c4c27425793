package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Buffers;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;

/** A guest loop over a byte buffer accesses its array, without calls. */
class BufferTest {
  @OnBothJdks
  void theLoopAccessesBytes(Jdk jdk) {
    for (String[] arguments : new String[][] {{"100000"}, {"100000", "big"}}) {
      JvmResult plain = AgentRun.plain(jdk).run(Buffers.class, arguments);
      JvmResult result =
          AgentRun.accelerated(jdk, "sync=true", "log=opt").run(Buffers.class, arguments);

      assertThat(result.standardOutput()).isEqualTo(plain.standardOutput());
      String log = result.standardError();
      String loop = log.substring(log.indexOf("entrys:"));
      assertThat(loop).contains("getbytes_int(", "setbytes_long(", "short[])", "char[])");
      assertThat(loop).doesNotContain("call_");
    }
  }
}
