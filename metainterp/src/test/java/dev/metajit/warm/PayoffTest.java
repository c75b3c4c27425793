package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayoffTest {
  private final Payoff payoff = new Payoff();

  /** Enters and leaves so often; how many judgements said that it does not pay. */
  private int visit(int times, long stay, long leaving) {
    int bad = 0;
    for (int i = 0; i < times; i++) {
      if (payoff.entered()) {
        payoff.stayed(stay);
      }
      if (payoff.lost()) {
        bad += payoff.pays(leaving) ? 0 : 1;
      }
    }
    return bad;
  }

  @Test
  void shortStaysDoNotPay() {
    assertThat(visit(Payoff.EVERY * Payoff.WINDOW, 300, 200)).isEqualTo(1);
    assertThat(payoff.hasPaid()).isFalse();
  }

  @Test
  void longStaysPay() {
    assertThat(visit(10 * Payoff.EVERY * Payoff.WINDOW, 2000, 200)).isZero();
    assertThat(payoff.hasPaid()).isTrue();
  }

  @Test
  void fewExitsAreNotJudged() {
    assertThat(visit(Payoff.EVERY * Payoff.WINDOW - 1, 0, 200)).isZero();
  }

  @Test
  void workThatTheBlackholeDoesIsNotLeaving() {
    assertThat(visit(10 * Payoff.EVERY * Payoff.WINDOW, 50_000, 1_000_000_000)).isZero();
  }

  @Test
  void oneLongStayIsEnoughToPay() {
    payoff.entered();
    payoff.stayed(3_000_000);
    assertThat(payoff.hasPaid()).isTrue();
  }

  @Test
  void calledCodePaysIfItIsLeftSeldom() {
    assertThat(call(300, 200)).isPositive();
    assertThat(call(10_000, 200)).isZero();
  }

  private static int call(long between, long leaving) {
    Payoff calls = new Payoff();
    long now = 1;
    int bad = 0;
    for (int i = 0; i < 2 * Payoff.EVERY * Payoff.WINDOW; i++) {
      now += between + leaving;
      if (calls.lost()) {
        calls.passed(now);
        bad += calls.pays(leaving) ? 0 : 1;
      }
    }
    return bad;
  }
}
