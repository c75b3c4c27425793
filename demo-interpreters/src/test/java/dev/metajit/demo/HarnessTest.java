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
}
