package dev.metajit.metainterp;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Random;

/** Random arguments, with the corner cases more often than chance would have them. */
final class RandomValues {
  private static final long[] LONGS = {
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
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 32,
    0xffffffffL
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Float.MAX_VALUE,
    1e10,
    -2147483649.0,
    9.3e18
  };
  private static final String[] STRINGS = {
    "", "a", "Aa", "BB", "null", "longer text", "\u00e9\ud83d\ude00"
  };

  private RandomValues() {}

  static Object[] arguments(Method method, Random random) {
    return Arrays.stream(method.getParameterTypes()).map(t -> value(t, random)).toArray();
  }

  private static Object value(Class<?> type, Random random) {
    if (type == double.class || type == float.class) {
      double value = random.nextBoolean() ? pick(random) : random.nextGaussian() * 1000;
      return type == double.class ? (Object) value : (Object) (float) value;
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type.isPrimitive()) {
      return integer(type, random);
    }
    return random.nextInt(6) == 0 ? null : reference(type, random);
  }

  private static double pick(Random random) {
    return DOUBLES[random.nextInt(DOUBLES.length)];
  }

  private static Object integer(Class<?> type, Random random) {
    int choice = random.nextInt(3);
    long value =
        choice == 0
            ? LONGS[random.nextInt(LONGS.length)]
            : choice == 1 ? random.nextInt(20) - 6 : random.nextLong();
    if (type == long.class) {
      return value;
    }
    if (type == int.class) {
      return (int) value;
    }
    if (type == char.class) {
      return (char) value;
    }
    return type == byte.class ? (Object) (byte) value : (Object) (short) value;
  }

  private static Object reference(Class<?> type, Random random) {
    if (type == int[].class) {
      return random.ints(random.nextInt(5), -3, 5).toArray();
    }
    if (type == String.class) {
      return STRINGS[random.nextInt(STRINGS.length)];
    }
    return random.nextBoolean() ? STRINGS[random.nextInt(STRINGS.length)] : random.nextInt(9);
  }

  static String describe(Object[] arguments) {
    return Arrays.deepToString(arguments);
  }
}
