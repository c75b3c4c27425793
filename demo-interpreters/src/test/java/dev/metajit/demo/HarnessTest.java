package dev.metajit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HarnessTest {
  @Test
  void steadyIsTheMedianOfTheLastHalf() {
    assertThat(Harness.steadyNanos(new long[] {7})).isEqualTo(7);
    assertThat(Harness.steadyNanos(new long[] {100, 7})).isEqualTo(7);
    assertThat(Harness.steadyNanos(new long[] {100, 8, 2})).isEqualTo(5);
    assertThat(Harness.steadyNanos(new long[] {1, 1, 1, 30, 10, 20})).isEqualTo(20);
  }

  @Test
  void aProgramGetsFasterIfItsLastThirdIsFaster() {
    assertThat(Harness.getsFaster(new long[] {})).isFalse();
    assertThat(Harness.getsFaster(new long[] {7})).isFalse();
    assertThat(Harness.getsFaster(new long[] {10, 10, 10, 10, 10, 10})).isFalse();
    assertThat(Harness.getsFaster(new long[] {30, 10, 10, 10, 5, 5, 5, 5, 5, 5})).isTrue();
    assertThat(Harness.getsFaster(new long[] {90, 10, 10, 10, 9, 10, 9, 10, 90})).isFalse();
    assertThat(Harness.getsFaster(new long[] {30, 5, 5, 5, 10, 10, 10})).isFalse();
  }
}
