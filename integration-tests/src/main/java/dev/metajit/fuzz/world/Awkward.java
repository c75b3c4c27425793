package dev.metajit.fuzz.world;

import java.util.SplittableRandom;

/** Values at the corners of their kinds. */
public final class Awkward {
  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    3,
    4,
    7,
    8,
    31,
    32,
    33,
    127,
    -128,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    10,
    63,
    64,
    65,
    1L << 31,
    1L << 32,
    0xFFFFFFFFL,
    -(1L << 31),
    -(1L << 53),
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.0,
    -1.5,
    2.0,
    0.1,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e300,
    -2147483649.5,
    4.3e9,
    9.3e18,
    16777217.0
  };

  private final SplittableRandom random;

  /** Values that come from this source. */
  public Awkward(SplittableRandom random) {
    this.random = random;
  }

  /** Small, at a corner, or any. */
  public int nextInt() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> random.nextInt(-2, 10);
      case 2 -> INTS[random.nextInt(INTS.length)];
      default -> random.nextInt();
    };
  }

  /** Small, at a corner, or any. */
  public long nextLong() {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(-2, 10);
      case 1 -> LONGS[random.nextInt(LONGS.length)];
      default -> random.nextLong();
    };
  }

  /** At a corner, or a fraction. */
  public double nextDouble() {
    return random.nextBoolean()
        ? DOUBLES[random.nextInt(DOUBLES.length)]
        : random.nextInt(-100, 100) / 8.0;
  }

  /** At a corner, or a fraction. */
  public float nextFloat() {
    return (float) nextDouble();
  }
}
