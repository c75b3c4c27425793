package dev.metajit.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.driver.Threads;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DelayedStartTest {
  private static final int HASH = 17;

  private final AtomicInteger starts = new AtomicInteger();
  private final CountDownLatch started = new CountDownLatch(1);
  private long now = 123;
  private int failing;

  private final DelayedStart delayed =
      new DelayedStart(
          () -> {
            starts.incrementAndGet();
            started.countDown();
            return starts.get() != failing;
          },
          100,
          40,
          70,
          () -> now);

  private void arriveAfter(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    assertThat(delayed.enter(new PortalState(0, 1), HASH, false)).isEqualTo(Hooks.NOTHING);
  }

  @Test
  void startsOnceWhenTheTimeIsOver() throws InterruptedException {
    arriveAfter(1000);
    arriveAfter(50);
    arriveAfter(49);
    assertThat(starts).hasValue(0);

    arriveAfter(1);
    started.await();
    arriveAfter(1000);
    assertThat(starts).hasValue(1);
  }

  @Test
  void triesAgainAsMuchLater() throws InterruptedException {
    failing = 1;
    arriveAfter(0);
    arriveAfter(100);
    started.await();
    for (int i = 0; i < 3; i++) {
      Threads.join(startThread());
      arriveAfter(60);
    }
    Threads.join(startThread());
    assertThat(starts).hasValue(2);
  }

  private static Thread startThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("jit-start"))
        .findAny()
        .orElse(new Thread());
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
