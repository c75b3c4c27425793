package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.it.guest.Limited;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmResult;

/**
 * A loop that compares its counter with a limit does not compare it with an array's length again:
 * the two are compared before the loop. Where that turns out otherwise, there is a loop beside it.
 */
class LimitsTest {
  @OnBothJdks
  void theLengthIsComparedBeforeTheLoopAndAnotherLoopIsThereWhereItIsLess(Jdk jdk) {
    String plain = AgentRun.plain(jdk).run(Limited.class).standardOutput();
    JvmResult result =
        AgentRun.accelerated(jdk, "threshold=15", "trace_eagerness=5", "sync=true", "log=opt")
            .run(Limited.class);
    TellingLog log = new TellingLog(result.standardError(), "limited");

    assertThat(result.standardOutput()).isEqualTo(plain);
    assertThat(TellingLog.count(log.loop(), "guard_\\w+")).as(log.loop()).isOne();
    assertThat(log.optimized())
        .filteredOn(trace -> trace.startsWith("entryw:"))
        .singleElement()
        .satisfies(trace -> assertThat(TellingLog.count(trace, "guard_\\w+")).isEqualTo(2));
    assertThat(log.bridges()).anySatisfy(trace -> assertThat(trace).contains("target=entryw"));
  }
}
