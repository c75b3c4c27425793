package dev.metajit.demo.kestrel;

import java.math.BigInteger;

/**
 * Arithmetic on guest values. Two ints or two floats are done here; everything else in {@link
 * MixedArithmetic}. An int is a {@link Long} if it fits into one, else a {@link BigInteger}.
 */
final class Arithmetic {
  private static final int LONG_BITS = 63;

  private Arithmetic() {}

  static Object add(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return addInts(x, y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x + y;
    }
    return MixedArithmetic.add(a, b);
  }

  private static Object addInts(long x, long y) {
    try {
      return Math.addExact(x, y);
    } catch (ArithmeticException overflow) {
      return BigInteger.valueOf(x).add(BigInteger.valueOf(y));
    }
  }

  static Object subtract(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return subtractInts(x, y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x - y;
    }
    return MixedArithmetic.subtract(a, b);
  }

  private static Object subtractInts(long x, long y) {
    try {
      return Math.subtractExact(x, y);
    } catch (ArithmeticException overflow) {
      return BigInteger.valueOf(x).subtract(BigInteger.valueOf(y));
    }
  }

  static Object multiply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return multiplyInts(x, y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x * y;
    }
    return MixedArithmetic.multiply(a, b);
  }

  private static Object multiplyInts(long x, long y) {
    try {
      return Math.multiplyExact(x, y);
    } catch (ArithmeticException overflow) {
      return BigInteger.valueOf(x).multiply(BigInteger.valueOf(y));
    }
  }

  /** {@code a / b} is always a float. */
  static Object divide(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x / y;
    }
    if (a instanceof Long x && b instanceof Long y) {
      return (double) x / (double) nonZero(y);
    }
    return MixedArithmetic.divide(a, b);
  }

  /** {@code a // b} rounds down. */
  static Object floorDivide(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return floorDivideInts(x, nonZero(y));
    }
    return MixedArithmetic.floorDivide(a, b);
  }

  private static Object floorDivideInts(long x, long y) {
    if (x == Long.MIN_VALUE && y == -1) {
      return BigInteger.ONE.shiftLeft(LONG_BITS);
    }
    return Math.floorDiv(x, y);
  }

  /** {@code a % b} has the sign of {@code b}. */
  static Object modulo(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Math.floorMod(x, nonZero(y));
    }
    return MixedArithmetic.modulo(a, b);
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new KestrelException(ErrorKind.ZERO_DIVISION, "division by zero");
    }
    return divisor;
  }

  static Object and(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x & y;
    }
    return MixedArithmetic.and(a, b);
  }

  static Object or(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x | y;
    }
    return MixedArithmetic.or(a, b);
  }

  static Object xor(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x ^ y;
    }
    return MixedArithmetic.xor(a, b);
  }

  static Object shiftLeft(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y >= 0 && y < LONG_BITS) {
      long value = x;
      int distance = (int) (long) y;
      long shifted = value << distance;
      if (shifted >> distance == value) {
        return shifted;
      }
    }
    return MixedArithmetic.shiftLeft(a, b);
  }

  static Object shiftRight(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y && y >= 0) {
      return x >> (int) Math.min(y, LONG_BITS);
    }
    return MixedArithmetic.shiftRight(a, b);
  }

  static Object negate(Object a) {
    if (a instanceof Long x && x != Long.MIN_VALUE) {
      return -x;
    }
    if (a instanceof Double x) {
      return -x;
    }
    return MixedArithmetic.negate(a);
  }

  static Object complement(Object a) {
    if (a instanceof Long x) {
      return ~x;
    }
    return MixedArithmetic.complement(a);
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof BigInteger;
  }

  /** The guest int of this value. */
  static Object normalize(BigInteger value) {
    return value.bitLength() <= LONG_BITS ? (Object) value.longValue() : value;
  }
}
