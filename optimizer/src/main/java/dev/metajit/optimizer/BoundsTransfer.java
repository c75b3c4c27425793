package dev.metajit.optimizer;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.Arrays;

/**
 * What an operation on ints and longs gives when only {@link Bounds} of its operands are known.
 * Every result includes what {@code Evaluator} gives for any operands within the bounds.
 */
final class BoundsTransfer {
  private BoundsTransfer() {}

  /**
   * The bounds of a result of kind int or long.
   *
   * @param b the second operand's bounds; ignored for unary operations
   */
  static Bounds apply(Op op, Bounds a, Bounds b) {
    return switch (op) {
      case INT_ADD, LONG_ADD, INT_ADD_OVF, LONG_ADD_OVF -> add(op.result(), a, b);
      case INT_SUB, LONG_SUB, INT_SUB_OVF, LONG_SUB_OVF -> subtract(op.result(), a, b);
      case INT_MUL, LONG_MUL, INT_MUL_OVF, LONG_MUL_OVF -> multiply(op.result(), a, b);
      case INT_DIV, LONG_DIV -> divide(op.result(), a, b);
      case INT_REM, LONG_REM -> remainder(op.result(), a, b);
      case UINT_DIV, ULONG_DIV -> divideUnsigned(op.result(), a, b);
      case UINT_REM, ULONG_REM -> remainderUnsigned(op.result(), a, b);
      case INT_AND, LONG_AND -> bitAnd(a, b);
      case INT_OR, LONG_OR -> bitOr(op.result(), a, b);
      case INT_XOR, LONG_XOR -> bitXor(op.result(), a, b);
      case INT_NEG, LONG_NEG -> subtract(op.result(), Bounds.exactly(0), a);
      case INT_SHL, LONG_SHL, INT_SHR, LONG_SHR, INT_USHR, LONG_USHR -> shift(op, a, b);
      case INT_TO_LONG -> a;
      case LONG_TO_INT -> wrap(Kind.INT, a, 32, true);
      case INT_TO_BYTE -> wrap(Kind.INT, a, 8, true);
      case INT_TO_SHORT -> wrap(Kind.INT, a, 16, true);
      case INT_TO_CHAR -> wrap(Kind.INT, a, 16, false);
      default -> other(op, a, b);
    };
  }

  private static Bounds other(Op op, Bounds a, Bounds b) {
    if (op.is(Op.Flag.COMPARE)) {
      Boolean known = compare(op, a, b);
      return known == null ? Bounds.BOOLEAN : Bounds.exactly(known ? 1 : 0);
    }
    return switch (op) {
      case INT_BIT_COUNT, INT_LEADING_ZEROS, INT_TRAILING_ZEROS -> Bounds.range(0, 32);
      case LONG_BIT_COUNT, LONG_LEADING_ZEROS, LONG_TRAILING_ZEROS -> Bounds.range(0, 64);
      case LONG_CMP, FLOAT_CMPL, FLOAT_CMPG, DOUBLE_CMPL, DOUBLE_CMPG -> Bounds.range(-1, 1);
      case INSTANCE_OF -> Bounds.BOOLEAN;
      case ARRAY_LENGTH -> Bounds.range(0, Integer.MAX_VALUE);
      default -> Bounds.top(op.result());
    };
  }

  /** What a comparison of ints or longs gives, or null if that is not known. */
  static Boolean compare(Op op, Bounds a, Bounds b) {
    return switch (op) {
      case INT_LT, LONG_LT -> less(a, b);
      case INT_GE, LONG_GE -> not(less(a, b));
      case INT_GT, LONG_GT -> less(b, a);
      case INT_LE, LONG_LE -> not(less(b, a));
      case UINT_LT, ULONG_LT -> lessUnsigned(a, b);
      case UINT_GE, ULONG_GE -> not(lessUnsigned(a, b));
      case UINT_GT, ULONG_GT -> lessUnsigned(b, a);
      case UINT_LE, ULONG_LE -> not(lessUnsigned(b, a));
      case INT_EQ, LONG_EQ -> equal(a, b);
      case INT_NE, LONG_NE -> not(equal(a, b));
      default -> null;
    };
  }

  private static Boolean not(Boolean known) {
    return known == null ? null : !known;
  }

  private static Boolean less(Bounds a, Bounds b) {
    return a.max() < b.min() ? Boolean.TRUE : a.min() >= b.max() ? Boolean.FALSE : null;
  }

  private static Boolean equal(Bounds a, Bounds b) {
    if (a.isConstant() && b.isConstant() && a.min() == b.min()) {
      return true;
    }
    return a.isDisjoint(b) ? Boolean.FALSE : null;
  }

  /** Sign extension keeps the unsigned order of ints, so one rule serves both kinds. */
  private static Boolean lessUnsigned(Bounds a, Bounds b) {
    boolean aLow = a.min() >= 0;
    boolean bLow = b.min() >= 0;
    boolean aHigh = a.max() < 0;
    boolean bHigh = b.max() < 0;
    if (aLow && bHigh) {
      return true;
    }
    if (aHigh && bLow) {
      return false;
    }
    if ((aLow || aHigh) && (bLow || bHigh)) {
      return less(a, b);
    }
    return b.isConstant() && b.min() == 0 ? Boolean.FALSE : null;
  }

  /** True if the overflow operation cannot overflow on operands in these bounds. */
  static boolean neverOverflows(Op op, Bounds a, Bounds b) {
    boolean isInt = op.result() == Kind.INT;
    Bounds top = Bounds.top(op.result());
    return switch (op) {
      case INT_ADD_OVF, LONG_ADD_OVF ->
          fitsSum(isInt, a.min(), b.min(), top) && fitsSum(isInt, a.max(), b.max(), top);
      case INT_SUB_OVF, LONG_SUB_OVF ->
          fitsDifference(a.min(), b.max(), top) && fitsDifference(a.max(), b.min(), top);
      case INT_MUL_OVF, LONG_MUL_OVF ->
          fitsProduct(a.min(), b.min(), top)
              && fitsProduct(a.min(), b.max(), top)
              && fitsProduct(a.max(), b.min(), top)
              && fitsProduct(a.max(), b.max(), top);
      default -> throw new IllegalArgumentException(op.text());
    };
  }

  private static boolean fitsSum(boolean isInt, long a, long b, Bounds top) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) >= 0 && (!isInt || top.contains(sum));
  }

  private static boolean fitsDifference(long a, long b, Bounds top) {
    long difference = a - b;
    return ((a ^ b) & (a ^ difference)) >= 0 && top.contains(difference);
  }

  private static boolean fitsProduct(long a, long b, Bounds top) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    return high == low >> 63 && top.contains(low);
  }

  private static Bounds add(Kind kind, Bounds a, Bounds b) {
    long sumOfUnknown = a.unknown() + b.unknown();
    long sumOfOnes = a.ones() + b.ones();
    long carried = (sumOfUnknown + sumOfOnes) ^ sumOfOnes;
    long unknown = carried | a.unknown() | b.unknown();
    boolean fits = neverOverflows(kind == Kind.INT ? Op.INT_ADD_OVF : Op.LONG_ADD_OVF, a, b);
    return result(kind, fits, a.min() + b.min(), a.max() + b.max(), sumOfOnes, unknown);
  }

  private static Bounds subtract(Kind kind, Bounds a, Bounds b) {
    long difference = a.ones() - b.ones();
    long borrowed = (difference + a.unknown()) ^ (difference - b.unknown());
    long unknown = borrowed | a.unknown() | b.unknown();
    boolean fits = neverOverflows(kind == Kind.INT ? Op.INT_SUB_OVF : Op.LONG_SUB_OVF, a, b);
    return result(kind, fits, a.min() - b.max(), a.max() - b.min(), difference, unknown);
  }

  private static Bounds multiply(Kind kind, Bounds a, Bounds b) {
    if (a.isConstant() && b.isConstant()) {
      long product = a.min() * b.min();
      return Bounds.exactly(kind == Kind.INT ? (int) product : product);
    }
    int zeros = Math.min(63, trailingZeros(a) + trailingZeros(b));
    long unknown = -1L << zeros;
    boolean fits = neverOverflows(kind == Kind.INT ? Op.INT_MUL_OVF : Op.LONG_MUL_OVF, a, b);
    long[] corners = {a.min() * b.min(), a.min() * b.max(), a.max() * b.min(), a.max() * b.max()};
    Arrays.sort(corners);
    return result(kind, fits, corners[0], corners[3], 0, unknown);
  }

  private static int trailingZeros(Bounds bounds) {
    return Long.numberOfTrailingZeros(~bounds.zeros());
  }

  /** Known low bits of a 64-bit result, cut to the kind, and its interval if it fits. */
  private static Bounds result(
      Kind kind, boolean fits, long min, long max, long ones, long unknown) {
    Bounds top = Bounds.top(kind);
    long zeros = ~unknown & ~ones;
    long known = ones & ~unknown;
    if (kind == Kind.INT) {
      zeros = (int) zeros;
      known = (int) known;
    }
    return fits
        ? Bounds.refined(min, max, zeros, known)
        : Bounds.refined(top.min(), top.max(), zeros, known);
  }

  private static Bounds wrap(Kind kind, Bounds a, int bits, boolean signed) {
    long min = signed ? -1L << (bits - 1) : 0;
    long max = signed ? ~min : (1L << bits) - 1;
    if (a.min() >= min && a.max() <= max) {
      return a;
    }
    int up = 64 - bits;
    long zeros = signed ? a.zeros() << up >> up : a.zeros() | -1L << bits;
    long ones = signed ? a.ones() << up >> up : a.ones() & ~(-1L << bits);
    return Bounds.refined(min, max, zeros, ones);
  }

  private static Bounds divide(Kind kind, Bounds a, Bounds b) {
    Bounds top = Bounds.top(kind);
    if (b.min() > 0) {
      long[] corners = {a.min() / b.min(), a.min() / b.max(), a.max() / b.min(), a.max() / b.max()};
      Arrays.sort(corners);
      return Bounds.range(corners[0], corners[3]);
    }
    return a.min() > top.min() ? Bounds.range(-magnitude(a), magnitude(a)) : top;
  }

  /** The largest absolute value; the least value of a kind is not among the values. */
  private static long magnitude(Bounds a) {
    return Math.max(Math.abs(a.min()), Math.abs(a.max()));
  }

  private static Bounds remainder(Kind kind, Bounds a, Bounds b) {
    long limit = b.min() == Long.MIN_VALUE ? Long.MAX_VALUE : Math.max(0, magnitude(b) - 1);
    return Bounds.range(
        a.min() >= 0 ? 0 : Math.max(a.min(), -limit), a.max() <= 0 ? 0 : Math.min(a.max(), limit));
  }

  private static Bounds divideUnsigned(Kind kind, Bounds a, Bounds b) {
    if (a.isNonNegative()) {
      return b.min() > 0 ? divide(kind, a, b) : Bounds.range(0, a.max());
    }
    boolean halves = b.min() > 1;
    return halves ? Bounds.range(0, Bounds.top(kind).max()) : Bounds.top(kind);
  }

  private static Bounds remainderUnsigned(Kind kind, Bounds a, Bounds b) {
    long limit = b.min() > 0 ? b.max() - 1 : Bounds.top(kind).max();
    if (a.isNonNegative()) {
      return Bounds.range(0, Math.min(a.max(), limit));
    }
    return b.min() > 0 ? Bounds.range(0, limit) : Bounds.top(kind);
  }

  private static Bounds bitAnd(Bounds a, Bounds b) {
    long min = a.isNonNegative() || b.isNonNegative() ? 0 : Long.MIN_VALUE;
    long max = Long.MAX_VALUE;
    if (a.isNonNegative()) {
      max = a.max();
    }
    if (b.isNonNegative()) {
      max = Math.min(max, b.max());
    }
    if (min < 0) {
      min = Math.min(a.min(), b.min()) >= Integer.MIN_VALUE ? Integer.MIN_VALUE : min;
      max = Math.max(a.max(), b.max());
    }
    return Bounds.refined(min, max, a.zeros() | b.zeros(), a.ones() & b.ones());
  }

  private static Bounds bitOr(Kind kind, Bounds a, Bounds b) {
    Bounds top = Bounds.top(kind);
    boolean positive = a.isNonNegative() && b.isNonNegative();
    long min = positive ? Math.max(a.min(), b.min()) : top.min();
    long max = positive ? allOnes(a.max() | b.max()) : top.max();
    return Bounds.refined(min, max, a.zeros() & b.zeros(), a.ones() | b.ones());
  }

  private static Bounds bitXor(Kind kind, Bounds a, Bounds b) {
    Bounds top = Bounds.top(kind);
    boolean positive = a.isNonNegative() && b.isNonNegative();
    long min = positive ? 0 : top.min();
    long max = positive ? allOnes(a.max() | b.max()) : top.max();
    return Bounds.refined(
        min,
        max,
        (a.zeros() & b.zeros()) | (a.ones() & b.ones()),
        (a.zeros() & b.ones()) | (a.ones() & b.zeros()));
  }

  /** The least 2^n - 1 that is not less. */
  private static long allOnes(long value) {
    return value == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(value);
  }

  private static Bounds shift(Op op, Bounds a, Bounds b) {
    boolean isInt = op.result() == Kind.INT;
    boolean left = op == Op.INT_SHL || op == Op.LONG_SHL;
    boolean signed = op == Op.INT_SHR || op == Op.LONG_SHR || a.isNonNegative();
    if (b.isConstant()) {
      int count = (int) b.min() & (isInt ? 31 : 63);
      return left
          ? shiftLeft(op.result(), a, count)
          : signed ? shiftRight(a, count) : shiftUnsigned(op.result(), a, count);
    }
    if (left || !signed) {
      return Bounds.top(op.result());
    }
    return Bounds.range(a.min() < 0 ? a.min() : 0, a.max() < 0 ? -1 : a.max());
  }

  private static Bounds shiftLeft(Kind kind, Bounds a, int count) {
    long min = a.min() << count;
    long max = a.max() << count;
    boolean fits =
        min >> count == a.min()
            && max >> count == a.max()
            && min >= Bounds.top(kind).min()
            && max <= Bounds.top(kind).max();
    return result(kind, fits, min, max, a.ones() << count, a.unknown() << count);
  }

  private static Bounds shiftRight(Bounds a, int count) {
    return Bounds.refined(
        a.min() >> count, a.max() >> count, a.zeros() >> count, a.ones() >> count);
  }

  private static Bounds shiftUnsigned(Kind kind, Bounds a, int count) {
    if (count == 0) {
      return a;
    }
    long mask = kind == Kind.INT ? 0xFFFFFFFFL : -1L;
    long ones = (a.ones() & mask) >>> count;
    long unknown = (a.unknown() & mask) >>> count;
    return Bounds.refined(0, mask >>> count, ~(ones | unknown), ones);
  }
}
