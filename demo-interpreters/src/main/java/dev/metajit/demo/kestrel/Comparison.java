package dev.metajit.demo.kestrel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** Equality and order of guest values. */
final class Comparison {
  /** What {@link #compare} answers if one of two numbers is NaN. */
  private static final int UNORDERED = 2;

  private Comparison() {}

  static boolean less(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return (long) x < (long) y;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return (double) x < (double) y;
    }
    return compare(a, b) < 0;
  }

  static boolean lessOrEqual(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return (long) x <= (long) y;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return (double) x <= (double) y;
    }
    return compare(a, b) <= 0;
  }

  static boolean greater(Object a, Object b) {
    return less(b, a);
  }

  static boolean greaterOrEqual(Object a, Object b) {
    return lessOrEqual(b, a);
  }

  /** Numbers by value, strings, lists and dicts by contents, everything else by identity. */
  static boolean equal(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return (long) x == (long) y;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return (double) x == (double) y;
    }
    if (a == b) {
      return true;
    }
    return a != null && b != null && equalContents(a, b);
  }

  private static boolean equalContents(Object a, Object b) {
    if (a instanceof String x) {
      return x.equals(b);
    }
    if (MixedArithmetic.areNumbers(a, b)) {
      return compare(a, b) == 0;
    }
    if (a instanceof KList x && b instanceof KList y) {
      return equalLists(x, y);
    }
    return a instanceof KDict x && b instanceof KDict y && equalDicts(x, y);
  }

  private static boolean equalLists(KList a, KList b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalDicts(KDict a, KDict b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<Object, Object> entry : a.entries.entrySet()) {
      if (!equal(entry.getValue(), b.get(entry.getKey(), Undefined.VALUE))) {
        return false;
      }
    }
    return true;
  }

  /** Less than 0, 0, 1, or {@link #UNORDERED}. */
  static int compare(Object a, Object b) {
    if (MixedArithmetic.areInts(a, b)) {
      return MixedArithmetic.big(a).compareTo(MixedArithmetic.big(b));
    }
    if (MixedArithmetic.areNumbers(a, b)) {
      return compareNumbers(a, b);
    }
    if (a instanceof String x && b instanceof String y) {
      return Integer.signum(x.compareTo(y));
    }
    throw new KestrelException(
        ErrorKind.TYPE,
        "cannot compare " + Conversions.typeName(a) + " and " + Conversions.typeName(b));
  }

  private static int compareNumbers(Object a, Object b) {
    double x = MixedArithmetic.toDouble(a);
    double y = MixedArithmetic.toDouble(b);
    if (Double.isNaN(x) || Double.isNaN(y)) {
      return UNORDERED;
    }
    boolean exact = a instanceof Double && b instanceof Double;
    if (exact || isInfinite(a) || isInfinite(b)) {
      return x < y ? -1 : x > y ? 1 : 0;
    }
    return decimal(a).compareTo(decimal(b));
  }

  private static boolean isInfinite(Object number) {
    return number instanceof Double value && value.isInfinite();
  }

  private static BigDecimal decimal(Object number) {
    if (number instanceof BigInteger big) {
      return new BigDecimal(big);
    }
    return number instanceof Long small
        ? BigDecimal.valueOf(small)
        : new BigDecimal((Double) number);
  }
}
