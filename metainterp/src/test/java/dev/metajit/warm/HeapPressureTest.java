package dev.metajit.warm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapPressureTest {
  private long used = 90;

  @Test
  void garbageDoesNotCount() {
    HeapPressure pressure = new HeapPressure(() -> used, 100);
    for (int i = 1; i < HeapPressure.SAMPLES; i++) {
      assertThat(pressure.isHigh()).as("too few samples").isFalse();
    }
    assertThat(pressure.isHigh()).isTrue();
    used = 30;
    assertThat(pressure.isHigh()).as("collected").isFalse();
    used = 50;
    for (int i = 1; i < HeapPressure.SAMPLES; i++) {
      assertThat(pressure.isHigh()).as("a while ago").isFalse();
    }
    assertThat(pressure.isHigh()).isTrue();
  }
}
