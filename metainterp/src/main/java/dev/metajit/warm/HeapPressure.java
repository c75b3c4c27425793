package dev.metajit.warm;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Whether a good part of the heap stays in use. What is in use between two collections is mostly
 * garbage, so the least of some samples counts.
 */
final class HeapPressure {
  /** So many samples are looked at. */
  static final int SAMPLES = 8;

  private final LongSupplier used;
  private final long limit;
  private final long[] samples = new long[SAMPLES];
  private int taken;

  /** That of this JVM. */
  HeapPressure() {
    this(
        () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
        Runtime.getRuntime().maxMemory());
  }

  /**
   * @param used the bytes that are in use now
   * @param most the bytes that may be in use
   */
  HeapPressure(LongSupplier used, long most) {
    this.used = used;
    this.limit = most / 5 * 2;
  }

  /** Takes a sample; true if more than two fifths of the heap have been in use all the while. */
  synchronized boolean isHigh() {
    samples[taken++ % SAMPLES] = used.getAsLong();
    return taken >= SAMPLES && Arrays.stream(samples).min().getAsLong() > limit;
  }
}
