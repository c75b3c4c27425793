package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JitCellTest {
  @Test
  void hotAfterSoManyArrivalsAndThenBusy() {
    JitCell cell = new JitCell(null, null, 3);
    assertThat(cell.claim()).isFalse();
    assertThat(cell.claim()).isFalse();
    assertThat(cell.claim()).isTrue();
    assertThat(cell.claim()).isFalse();
  }

  @Test
  void eachFailureDoublesTheWait() {
    JitCell cell = new JitCell(null, null, 1);
    assertThat(cell.claim()).isTrue();
    cell.giveBack(2);
    assertThat(arrivalsUntilHot(cell)).isEqualTo(2);
    cell.giveBack(2);
    assertThat(arrivalsUntilHot(cell)).isEqualTo(4);
    cell.giveBack(2);
    assertThat(arrivalsUntilHot(cell)).isEqualTo(8);
  }

  @Test
  void deadCellIsNeverHot() {
    JitCell cell = new JitCell(null, null, 1);
    cell.giveUp();
    assertThat(cell.claim()).isFalse();
    assertThat(cell.claimForced()).isFalse();
    assertThat(cell.isDead()).isTrue();
  }

  private static int arrivalsUntilHot(JitCell cell) {
    int arrivals = 1;
    while (!cell.claim()) {
      arrivals++;
    }
    return arrivals;
  }
}
