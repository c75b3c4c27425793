package dev.metajit.backend;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import java.util.Random;

/** Random numbers that are often at a corner. */
final class RandomValues {
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    2,
    3,
    7,
    31,
    32,
    63,
    64,
    127,
    128,
    255,
    256,
    32767,
    65535,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 32
  };
  private static final double[] FLOATING = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    1.5,
    2.5,
    100,
    1e10,
    3e38,
    1e-40,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private RandomValues() {}

  static long bits(Kind kind, Random random) {
    return switch (kind) {
      case INT -> (int) integer(random);
      case LONG -> integer(random);
      case FLOAT -> Float.floatToRawIntBits((float) floating(random));
      case DOUBLE -> Double.doubleToRawLongBits(floating(random));
      default -> throw new IllegalArgumentException("no bits: " + kind);
    };
  }

  static Constant constant(Kind kind, Random random) {
    return Constant.ofBits(kind, bits(kind, random));
  }

  private static long integer(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
      case 1 -> random.nextInt(100) - 20;
      default -> random.nextLong();
    };
  }

  private static double floating(Random random) {
    return random.nextInt(3) == 0
        ? FLOATING[random.nextInt(FLOATING.length)]
        : random.nextGaussian() * 1000;
  }
}
