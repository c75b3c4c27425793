package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HarvestTest {
  private final Harvest harvest = new Harvest();

  /** Compiles so many loops; how often the threshold changed. */
  private int compile(int loops, boolean used) {
    int changes = 0;
    for (int i = 0; i < loops; i++) {
      Payoff payoff = new Payoff();
      changes += harvest.add(payoff) ? 1 : 0;
      if (used) {
        payoff.entered();
        payoff.stayed(1_000_000_000);
      }
    }
    return changes;
  }

  @Test
  void fewLoopsAreNotJudged() {
    assertThat(compile(Harvest.SPAN, false)).isZero();
    assertThat(harvest.hotter(100)).isEqualTo(100);
  }

  @Test
  void loopsThatAreNotUsedMakeLaterOnesWait() {
    compile(3 * Harvest.SPAN, false);
    assertThat(harvest.hotter(100)).isGreaterThan(100);
  }

  @Test
  void thereIsALimit() {
    compile(100 * Harvest.SPAN, false);
    assertThat(harvest.hotter(100)).isEqualTo(6400);
    assertThat(harvest.hotter(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void loopsThatAreUsedChangeNothing() {
    assertThat(compile(20 * Harvest.SPAN, true)).isZero();
  }

  @Test
  void retiredCodeCountsForMore() {
    int retired = 0;
    while (!harvest.retired()) {
      retired++;
    }
    assertThat(retired).isBetween(4, Harvest.SPAN / 2);
  }

  @Test
  void forgetsWhatSaysNothing() {
    compile(100 * Harvest.SPAN, false);
    assertThat(harvest.forget()).as("thresholds are others").isTrue();
    assertThat(harvest.hotter(100)).isEqualTo(100);
    assertThat(harvest.forget()).isFalse();
    assertThat(compile(Harvest.SPAN, false)).as("judged anew").isZero();
    compile(2 * Harvest.SPAN, false);
    assertThat(harvest.hotter(100)).isGreaterThan(100);
  }

  @Test
  void goesBackAfterAWhileButNotToAndFro() {
    compile(2 * Harvest.SPAN, false);
    compile(10 * Harvest.SPAN, true);
    assertThat(harvest.hotter(100)).isEqualTo(100);
    int changes = 0;
    for (int i = 0; i < 100; i++) {
      changes += compile(2 * Harvest.SPAN, i % 2 == 0);
    }
    assertThat(changes).isLessThan(20);
  }
}
