package dev.metajit.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
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
    assertThat(delayed.enter(new PortalState(0, 1), HASH, false))
        .isIn(Hooks.NOTHING, Hooks.CONTINUE);
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

  /** Nothing is linked for a program in which nothing is hot; the time is counted from then on. */
  @Test
  void standsBehindTheHooksOnceALocationIsHot() {
    delayed.installWhenHot();
    try {
      int arrivals = 1;
      while (isSkipped() || !Hooks.reached(HASH, Hooks.IDLE)) {
        arrivals++;
      }
      assertThat(arrivals).as("one in several is counted, for all").isBetween(37, 45);
      assertThat(Hooks.enter(new PortalState(0, 1), HASH, Hooks.IDLE)).isEqualTo(Hooks.NOTHING);
      now += TimeUnit.MILLISECONDS.toNanos(100);
      Hooks.enter(new PortalState(0, 1), HASH, Hooks.IDLE);
      assertThat(starts).isEqualTo(1);
    } finally {
      Hooks.uninstall();
    }
  }

  /** What a portal does before it counts. */
  private static boolean isSkipped() {
    return Hooks.skip > 0 && Hooks.skip-- > 0;
  }

  @Test
  void everyArrivalIsCountedWhenTheJitIsThere() {
    delayed.installWhenHot();
    try {
      for (int i = 0; i < 20; i++) {
        Hooks.reached(HASH, Hooks.IDLE);
      }
      Hooks.countAll();
      Hooks.setCounter(HASH, false, 0);
      for (int i = 0; i < 20; i++) {
        assertThat(Hooks.skip).isZero();
        assertThat(Hooks.reached(HASH, Hooks.IDLE)).isTrue();
      }
    } finally {
      Hooks.uninstall();
    }
  }

  /** HotSpot compiles a way that it has seen taken. */
  @Test
  void givesBothAnswersThatChangeNothing() {
    Set<Integer> answers = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      answers.add(delayed.enter(null, HASH, false));
    }
    assertThat(answers).containsExactlyInAnyOrder(Hooks.NOTHING, Hooks.CONTINUE);
  }

  /** Else the portals' machine code would be thrown away when the JIT's handler is loaded. */
  @Test
  void noFieldOfTheHooksHasTheHandlersType() {
    assertThat(Hooks.class.getDeclaredFields())
        .extracting(Field::getType)
        .doesNotContain((Class) Hooks.Handler.class);
  }
}
