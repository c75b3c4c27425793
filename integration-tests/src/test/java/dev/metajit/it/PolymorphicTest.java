package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Polymorphic;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that know a few classes or values: each gets one bridge, and then no guard fails. */
class PolymorphicTest {
  private static final String[] OPTIONS = {"threshold=20", "trace_eagerness=10", "sync=true"};

  @TempDir Path directory;

  private static JvmResult run(Jdk jdk, String log, String what, int count, int turns) {
    JvmResult result =
        AgentRun.accelerated(jdk, String.join(",", OPTIONS), log)
            .run(Polymorphic.class, what, "" + count, "" + turns);
    JvmResult plain = AgentRun.plain(jdk).run(Polymorphic.class, what, "" + count, "" + turns);
    assertThat(result.standardOutput())
        .as(result.toString())
        .isNotEmpty()
        .isEqualTo(plain.standardOutput());
    return result;
  }

  private static long failures(JvmResult result) {
    Matcher matcher = Pattern.compile(" failed=(\\d+) ").matcher(result.standardError());
    assertThat(matcher.find()).as(result.toString()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8})
  void eachClassHasOneTraceAndNoGuardFailsFromThenOn(int classes) {
    CompileLog log = new CompileLog(directory);
    run(Jdk.running(), log.option(), "sends", classes, 4000);
    assertThat(log.compilations().stream().filter(line -> line.contains(" loop "))).hasSize(1);
    assertThat(log.compilations().stream().filter(line -> line.contains(" bridge ")))
        .hasSize(classes - 1);
    long soon = failures(run(Jdk.running(), "log=stats", "sends", classes, 4000));
    long late = failures(run(Jdk.running(), "log=stats", "sends", classes, 40000));
    assertThat(late).isEqualTo(soon);
  }

  @OnBothJdks
  void aTableOfGuestCodeGivesTheSameResults(Jdk jdk) {
    for (int targets : new int[] {2, 3, 5, 12, 30}) {
      run(jdk, "log=stats", "table", targets, 20000);
    }
  }
}
