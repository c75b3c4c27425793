package dev.metajit.demo.kestrel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The slow half of {@link Arithmetic}: big ints, an int with a float, strings, lists, and errors.
 */
final class MixedArithmetic {
  /** The longest shift and the largest power: what fits into memory with room to spare. */
  private static final int LARGEST_BITS = 1 << 26;

  /** More digits than two roundings need to give the nearest double. */
  private static final MathContext QUOTIENT = new MathContext(40);

  private MixedArithmetic() {}

  static Object add(Object a, Object b) {
    if (areInts(a, b)) {
      return Arithmetic.normalize(big(a).add(big(b)));
    }
    if (areNumbers(a, b)) {
      return toDouble(a) + toDouble(b);
    }
    if (a instanceof String || b instanceof String) {
      return Conversions.str(a).concat(Conversions.str(b));
    }
    if (a instanceof KList x && b instanceof KList y) {
      return concatenate(x, y);
    }
    throw unsupported("+", a, b);
  }

  private static KList concatenate(KList a, KList b) {
    Object[] elements = new Object[a.size() + b.size()];
    System.arraycopy(a.toArray(), 0, elements, 0, a.size());
    System.arraycopy(b.toArray(), 0, elements, a.size(), b.size());
    return new KList(elements);
  }

  static Object subtract(Object a, Object b) {
    if (areInts(a, b)) {
      return Arithmetic.normalize(big(a).subtract(big(b)));
    }
    if (areNumbers(a, b)) {
      return toDouble(a) - toDouble(b);
    }
    throw unsupported("-", a, b);
  }

  static Object multiply(Object a, Object b) {
    if (areInts(a, b)) {
      return Arithmetic.normalize(big(a).multiply(big(b)));
    }
    if (areNumbers(a, b)) {
      return toDouble(a) * toDouble(b);
    }
    if (b instanceof Long count && (a instanceof String || a instanceof KList)) {
      return repeat(a, count);
    }
    throw unsupported("*", a, b);
  }

  private static Object repeat(Object a, long count) {
    int length = a instanceof String string ? string.length() : ((KList) a).size();
    int times = (int) Math.max(0, Math.min(count, Integer.MAX_VALUE));
    if ((long) length * times > LARGEST_BITS) {
      throw new KestrelException(ErrorKind.VALUE, "repetition is too long");
    }
    return a instanceof String string ? string.repeat(times) : repeatList((KList) a, times);
  }

  private static KList repeatList(KList list, int times) {
    Object[] once = list.toArray();
    Object[] elements = new Object[once.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(once, 0, elements, i * once.length, once.length);
    }
    return new KList(elements);
  }

  static Object divide(Object a, Object b) {
    if (areInts(a, b)) {
      BigDecimal divisor = new BigDecimal(nonZero(big(b)));
      return new BigDecimal(big(a)).divide(divisor, QUOTIENT).doubleValue();
    }
    if (areNumbers(a, b)) {
      return toDouble(a) / toDouble(b);
    }
    throw unsupported("/", a, b);
  }

  static Object floorDivide(Object a, Object b) {
    if (areInts(a, b)) {
      return Arithmetic.normalize(floorDivide(big(a), nonZero(big(b))));
    }
    if (areNumbers(a, b)) {
      return Math.floor(toDouble(a) / toDouble(b));
    }
    throw unsupported("//", a, b);
  }

  private static BigInteger floorDivide(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    boolean roundsUp = parts[1].signum() != 0 && parts[1].signum() != b.signum();
    return roundsUp ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  static Object modulo(Object a, Object b) {
    if (areInts(a, b)) {
      BigInteger divisor = nonZero(big(b));
      BigInteger quotient = floorDivide(big(a), divisor);
      return Arithmetic.normalize(big(a).subtract(quotient.multiply(divisor)));
    }
    if (areNumbers(a, b)) {
      return floorModulo(toDouble(a), toDouble(b));
    }
    throw unsupported("%", a, b);
  }

  private static double floorModulo(double a, double b) {
    double remainder = a % b;
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
  }

  static Object power(Object a, Object b) {
    if (areInts(a, b) && big(b).signum() >= 0) {
      return Arithmetic.normalize(intPower(big(a), big(b)));
    }
    if (areNumbers(a, b)) {
      return StrictMath.pow(toDouble(a), toDouble(b));
    }
    throw unsupported("**", a, b);
  }

  private static BigInteger intPower(BigInteger base, BigInteger exponent) {
    boolean small = base.bitLength() <= 1 && exponent.bitLength() < Integer.SIZE;
    long bits = exponent.bitLength() < Integer.SIZE ? base.bitLength() * exponent.longValue() : -1;
    if (!small && (bits < 0 || bits > LARGEST_BITS)) {
      throw new KestrelException(ErrorKind.VALUE, "power is too large");
    }
    return base.pow(exponent.intValue());
  }

  static Object and(Object a, Object b) {
    requireInts("&", a, b);
    return Arithmetic.normalize(big(a).and(big(b)));
  }

  static Object or(Object a, Object b) {
    requireInts("|", a, b);
    return Arithmetic.normalize(big(a).or(big(b)));
  }

  static Object xor(Object a, Object b) {
    requireInts("^", a, b);
    return Arithmetic.normalize(big(a).xor(big(b)));
  }

  static Object shiftLeft(Object a, Object b) {
    requireInts("<<", a, b);
    BigInteger distance = notNegative(big(b));
    if (big(a).signum() == 0) {
      return 0L;
    }
    if (distance.compareTo(BigInteger.valueOf(LARGEST_BITS)) > 0) {
      throw new KestrelException(ErrorKind.VALUE, "shift is too long");
    }
    return Arithmetic.normalize(big(a).shiftLeft(distance.intValue()));
  }

  static Object shiftRight(Object a, Object b) {
    requireInts(">>", a, b);
    BigInteger distance = notNegative(big(b)).min(BigInteger.valueOf(Integer.MAX_VALUE));
    return Arithmetic.normalize(big(a).shiftRight(distance.intValue()));
  }

  private static BigInteger notNegative(BigInteger distance) {
    if (distance.signum() < 0) {
      throw new KestrelException(ErrorKind.VALUE, "negative shift");
    }
    return distance;
  }

  static Object negate(Object a) {
    if (isInt(a)) {
      return Arithmetic.normalize(big(a).negate());
    }
    throw new KestrelException(ErrorKind.TYPE, "cannot negate " + Conversions.typeName(a));
  }

  static Object complement(Object a) {
    if (isInt(a)) {
      return Arithmetic.normalize(big(a).not());
    }
    throw new KestrelException(ErrorKind.TYPE, "~ needs an int, not " + Conversions.typeName(a));
  }

  private static BigInteger nonZero(BigInteger divisor) {
    if (divisor.signum() == 0) {
      throw new KestrelException(ErrorKind.ZERO_DIVISION, "division by zero");
    }
    return divisor;
  }

  static boolean isInt(Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  static boolean areInts(Object a, Object b) {
    return isInt(a) && isInt(b);
  }

  static boolean areNumbers(Object a, Object b) {
    return Arithmetic.isNumber(a) && Arithmetic.isNumber(b);
  }

  private static void requireInts(String operator, Object a, Object b) {
    if (!areInts(a, b)) {
      throw unsupported(operator, a, b);
    }
  }

  /** The value of an int. */
  static BigInteger big(Object value) {
    return value instanceof Long small ? BigInteger.valueOf(small) : (BigInteger) value;
  }

  /** The nearest double of a number. */
  static double toDouble(Object value) {
    return ((Number) value).doubleValue();
  }

  private static KestrelException unsupported(String operator, Object a, Object b) {
    return new KestrelException(
        ErrorKind.TYPE,
        "cannot apply "
            + operator
            + " to "
            + Conversions.typeName(a)
            + " and "
            + Conversions.typeName(b));
  }
}
