package dev.metajit.it.guest;

import java.util.SplittableRandom;

/** The memory of a {@link Machine}, and what it had to catch. */
final class MachineState {
  /** The length of every array; a power of two. */
  static final int SIZE = 16;

  private static final int[] INTS = {
    0, 1, -1, 2, 7, 31, 32, 33, -128, 255, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final long[] LONGS = {
    0, 1, -1, 63, 64, 65, 1L << 31, 1L << 32, -(1L << 53), Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.0,
    -1.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    1e300,
    -2147483649.5,
    0.1
  };

  final int[] ints = new int[SIZE];
  final long[] longs = new long[SIZE];
  final float[] floats = new float[SIZE];
  final double[] doubles = new double[SIZE];
  final byte[] bytes = new byte[SIZE];
  final char[] chars = new char[SIZE];
  final Object[] objects = new Object[SIZE];
  int caught;
  int field;

  /** A state filled with awkward values. */
  MachineState(SplittableRandom random) {
    for (int i = 0; i < SIZE; i++) {
      ints[i] = INTS[random.nextInt(INTS.length)];
      longs[i] = LONGS[random.nextInt(LONGS.length)];
      doubles[i] = DOUBLES[random.nextInt(DOUBLES.length)];
      floats[i] = (float) DOUBLES[random.nextInt(DOUBLES.length)];
      bytes[i] = (byte) ints[i];
      chars[i] = (char) ints[i];
      objects[i] = object(random.nextInt(4), ints[i]);
    }
  }

  private static Object object(int choice, int value) {
    return switch (choice) {
      case 0 -> null;
      case 1 -> value;
      case 2 -> "text" + value;
      default -> (double) value;
    };
  }

  /** A number that depends on everything; every NaN counts as the same. */
  long checksum() {
    long sum = caught * 31L + field;
    for (int i = 0; i < SIZE; i++) {
      sum = sum * 31 + ints[i];
      sum = sum * 31 + longs[i];
      sum = sum * 31 + Float.floatToIntBits(floats[i]);
      sum = sum * 31 + Double.doubleToLongBits(doubles[i]);
      sum = sum * 31 + bytes[i];
      sum = sum * 31 + chars[i];
      sum = sum * 31 + (objects[i] == null ? 0 : objects[i].hashCode());
    }
    return sum;
  }
}
