package dev.metajit.demo.kestrel;

import java.math.BigInteger;

/** The builtin functions on numbers. */
final class Numbers {
  private Numbers() {}

  /** The value of a number as a double, or a guest error. */
  static double toDouble(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    if (Arithmetic.isNumber(value)) {
      return MixedArithmetic.toDouble(value);
    }
    throw notANumber(value);
  }

  /** The value of an int that fits into 64 bits, or a guest error. */
  static long toLong(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new KestrelException(
        ErrorKind.TYPE, "need a 64-bit int, not " + Conversions.typeName(value));
  }

  /** The value of an int from 0 to a million, or a guest error. */
  static int toSmallInt(Object value) {
    long number = toLong(value);
    if (number < 0 || number > 1_000_000) {
      throw new KestrelException(ErrorKind.VALUE, "number is too small or too large: " + number);
    }
    return (int) number;
  }

  static KRange range(Object[] arguments) {
    boolean onlyEnd = arguments.length == 1;
    long start = onlyEnd ? 0 : toLong(arguments[0]);
    long end = toLong(arguments[onlyEnd ? 0 : 1]);
    long step = arguments.length == 3 ? toLong(arguments[2]) : 1;
    if (step == 0) {
      throw new KestrelException(ErrorKind.VALUE, "range with step 0");
    }
    return new KRange(start, end, step);
  }

  static Object floor(Object value) {
    return MixedArithmetic.isInt(value) ? value : Conversions.toInt(Math.floor(toDouble(value)));
  }

  static Object ceil(Object value) {
    return MixedArithmetic.isInt(value) ? value : Conversions.toInt(Math.ceil(toDouble(value)));
  }

  /** The nearest int; halves go to the even one. */
  static Object round(Object value) {
    return MixedArithmetic.isInt(value) ? value : Conversions.toInt(Math.rint(toDouble(value)));
  }

  static Object abs(Object value) {
    if (value instanceof Long number) {
      return number < 0 ? Arithmetic.negate(number) : number;
    }
    if (value instanceof Double number) {
      return Math.abs(number);
    }
    if (value instanceof BigInteger number) {
      return Arithmetic.normalize(number.abs());
    }
    throw notANumber(value);
  }

  /** The smallest of two arguments, of several, or of the elements of one list. */
  static Object min(Object[] arguments) {
    if (arguments.length == 2) {
      return Comparison.less(arguments[1], arguments[0]) ? arguments[1] : arguments[0];
    }
    Object[] candidates = candidates(arguments);
    Object best = candidates[0];
    for (Object candidate : candidates) {
      best = Comparison.less(candidate, best) ? candidate : best;
    }
    return best;
  }

  /** The largest, as {@link #min}. */
  static Object max(Object[] arguments) {
    if (arguments.length == 2) {
      return Comparison.less(arguments[0], arguments[1]) ? arguments[1] : arguments[0];
    }
    Object[] candidates = candidates(arguments);
    Object best = candidates[0];
    for (Object candidate : candidates) {
      best = Comparison.less(best, candidate) ? candidate : best;
    }
    return best;
  }

  private static Object[] candidates(Object[] arguments) {
    Object[] candidates =
        arguments.length == 1 ? Containers.listOf(arguments[0]).toArray() : arguments;
    if (candidates.length == 0) {
      throw new KestrelException(ErrorKind.VALUE, "minimum or maximum of nothing");
    }
    return candidates;
  }

  static Object chr(Object code) {
    long number = toLong(code);
    if (number < 0 || number > Character.MAX_VALUE) {
      throw new KestrelException(ErrorKind.VALUE, "not a character: " + number);
    }
    return Conversions.character((char) number);
  }

  static Object ord(Object character) {
    if (character instanceof String string && string.length() == 1) {
      return (long) string.charAt(0);
    }
    throw new KestrelException(ErrorKind.TYPE, "ord needs a string of one character");
  }

  private static KestrelException notANumber(Object value) {
    return new KestrelException(
        ErrorKind.TYPE, "need a number, not " + Conversions.typeName(value));
  }
}
