package dev.metajit.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DelayedStartTest {
  private static final int HASH = 17;

  private int starts;
  private int failing;
  private long now = 123;

  private final DelayedStart delayed =
      new DelayedStart(() -> ++starts != failing, 100, 40, 70, Runnable::run, () -> now);

  private void arriveAfter(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    assertThat(delayed.enter(new PortalState(0, 1), HASH, false)).isEqualTo(Hooks.NOTHING);
  }

  @Test
  void startsOnceWhenTheTimeIsOver() {
    arriveAfter(1000);
    arriveAfter(50);
    arriveAfter(49);
    assertThat(starts).isZero();

    arriveAfter(1);
    arriveAfter(1000);
    assertThat(starts).isEqualTo(1);
  }

  @Test
  void triesAgainAsMuchLater() {
    failing = 1;
    arriveAfter(0);
    arriveAfter(100);
    assertThat(starts).isEqualTo(1);

    arriveAfter(200);
    arriveAfter(99);
    assertThat(starts).isEqualTo(1);

    arriveAfter(1);
    assertThat(starts).isEqualTo(2);
  }

  @Test
  void isAskedAsSeldomAsALoopIsFoundHot() {
    Hooks.install(delayed, 1, 1);
    try {
      arriveAfter(1);
      int arrivals = 1;
      while (arrivals < 1000 && !Hooks.reached(HASH, Hooks.IDLE)) {
        arrivals++;
      }
      assertThat(arrivals).isEqualTo(40);
    } finally {
      Hooks.uninstall();
    }
  }
}
