package dev.metajit.trace;

/** The meaning of operations on primitives, for tracer, folder, reference backend and blackhole. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Evaluates a primitive operation ({@link Op#isPrimitive}); operands and result are bits (see
   * {@link Constant}). An overflow operation gives the wrapped result.
   *
   * @param b the second operand; ignored by unary operations
   * @throws ArithmeticException on an int or long division by zero
   * @throws IllegalArgumentException if the operation is not primitive
   */
  public static long evaluate(Op op, long a, long b) {
    if (op.operands().isEmpty()) {
      throw notPrimitive(op);
    }
    return switch (op.operands().get(0)) {
      case INT -> ofInt(op, (int) a, (int) b);
      case LONG -> ofLong(op, a, b);
      case FLOAT -> ofFloat(op, Float.intBitsToFloat((int) a), Float.intBitsToFloat((int) b));
      case DOUBLE -> ofDouble(op, Double.longBitsToDouble(a), Double.longBitsToDouble(b));
      default -> throw notPrimitive(op);
    };
  }

  /**
   * True if the overflow operation overflows on these operands.
   *
   * @throws IllegalArgumentException if it is not an overflow operation
   */
  public static boolean overflows(Op op, long a, long b) {
    return switch (op) {
      case INT_ADD_OVF -> (int) (a + b) != a + b;
      case INT_SUB_OVF -> (int) (a - b) != a - b;
      case INT_MUL_OVF -> (int) (a * b) != a * b;
      case LONG_ADD_OVF -> ((a ^ (a + b)) & (b ^ (a + b))) < 0;
      case LONG_SUB_OVF -> ((a ^ b) & (a ^ (a - b))) < 0;
      case LONG_MUL_OVF -> Math.multiplyHigh(a, b) != (a * b) >> 63;
      default -> throw new IllegalArgumentException("not an overflow operation: " + op.text());
    };
  }

  private static long ofInt(Op op, int a, int b) {
    return switch (op) {
      case INT_ADD, INT_ADD_OVF -> a + b;
      case INT_SUB, INT_SUB_OVF -> a - b;
      case INT_MUL, INT_MUL_OVF -> a * b;
      case INT_DIV -> a / b;
      case INT_REM -> a % b;
      case UINT_DIV -> Integer.divideUnsigned(a, b);
      case UINT_REM -> Integer.remainderUnsigned(a, b);
      case INT_AND -> a & b;
      case INT_OR -> a | b;
      case INT_XOR -> a ^ b;
      case INT_SHL -> a << b;
      case INT_SHR -> a >> b;
      case INT_USHR -> a >>> b;
      case INT_NEG -> -a;
      case INT_LT -> bit(a < b);
      case INT_LE -> bit(a <= b);
      case INT_GT -> bit(a > b);
      case INT_GE -> bit(a >= b);
      case INT_EQ -> bit(a == b);
      case INT_NE -> bit(a != b);
      case UINT_LT -> bit(Integer.compareUnsigned(a, b) < 0);
      case UINT_LE -> bit(Integer.compareUnsigned(a, b) <= 0);
      case UINT_GT -> bit(Integer.compareUnsigned(a, b) > 0);
      case UINT_GE -> bit(Integer.compareUnsigned(a, b) >= 0);
      case INT_BIT_COUNT -> Integer.bitCount(a);
      case INT_LEADING_ZEROS -> Integer.numberOfLeadingZeros(a);
      case INT_TRAILING_ZEROS -> Integer.numberOfTrailingZeros(a);
      case INT_ROTATE_LEFT -> Integer.rotateLeft(a, b);
      case INT_ROTATE_RIGHT -> Integer.rotateRight(a, b);
      case INT_REVERSE_BYTES -> Integer.reverseBytes(a);
      case INT_REVERSE -> Integer.reverse(a);
      case INT_TO_LONG, BITS_TO_FLOAT, SAME_AS_INT -> a;
      case INT_TO_FLOAT -> bits((float) a);
      case INT_TO_DOUBLE -> bits((double) a);
      case INT_TO_BYTE -> (byte) a;
      case INT_TO_CHAR -> (char) a;
      case INT_TO_SHORT -> (short) a;
      default -> throw notPrimitive(op);
    };
  }

  private static long ofLong(Op op, long a, long b) {
    return switch (op) {
      case LONG_ADD, LONG_ADD_OVF -> a + b;
      case LONG_SUB, LONG_SUB_OVF -> a - b;
      case LONG_MUL, LONG_MUL_OVF -> a * b;
      case LONG_DIV -> a / b;
      case LONG_REM -> a % b;
      case ULONG_DIV -> Long.divideUnsigned(a, b);
      case ULONG_REM -> Long.remainderUnsigned(a, b);
      case LONG_AND -> a & b;
      case LONG_OR -> a | b;
      case LONG_XOR -> a ^ b;
      case LONG_SHL -> a << b;
      case LONG_SHR -> a >> b;
      case LONG_USHR -> a >>> b;
      case LONG_NEG -> -a;
      case LONG_LT -> bit(a < b);
      case LONG_LE -> bit(a <= b);
      case LONG_GT -> bit(a > b);
      case LONG_GE -> bit(a >= b);
      case LONG_EQ -> bit(a == b);
      case LONG_NE -> bit(a != b);
      case ULONG_LT -> bit(Long.compareUnsigned(a, b) < 0);
      case ULONG_LE -> bit(Long.compareUnsigned(a, b) <= 0);
      case ULONG_GT -> bit(Long.compareUnsigned(a, b) > 0);
      case ULONG_GE -> bit(Long.compareUnsigned(a, b) >= 0);
      case LONG_BIT_COUNT -> Long.bitCount(a);
      case LONG_LEADING_ZEROS -> Long.numberOfLeadingZeros(a);
      case LONG_TRAILING_ZEROS -> Long.numberOfTrailingZeros(a);
      case LONG_ROTATE_LEFT -> Long.rotateLeft(a, (int) b);
      case LONG_ROTATE_RIGHT -> Long.rotateRight(a, (int) b);
      case LONG_REVERSE_BYTES -> Long.reverseBytes(a);
      case LONG_REVERSE -> Long.reverse(a);
      case LONG_MULTIPLY_HIGH -> Math.multiplyHigh(a, b);
      case LONG_CMP -> Long.compare(a, b);
      case LONG_TO_INT -> (int) a;
      case LONG_TO_FLOAT -> bits((float) a);
      case LONG_TO_DOUBLE -> bits((double) a);
      case BITS_TO_DOUBLE, SAME_AS_LONG -> a;
      default -> throw notPrimitive(op);
    };
  }

  private static long ofFloat(Op op, float a, float b) {
    return switch (op) {
      case FLOAT_ADD -> bits(a + b);
      case FLOAT_SUB -> bits(a - b);
      case FLOAT_MUL -> bits(a * b);
      case FLOAT_DIV -> bits(a / b);
      case FLOAT_REM -> bits(a % b);
      case FLOAT_NEG -> bits(-a);
      case FLOAT_ABS -> bits(Math.abs(a));
      case FLOAT_SQRT -> bits((float) Math.sqrt(a));
      case FLOAT_MIN -> bits(Math.min(a, b));
      case FLOAT_MAX -> bits(Math.max(a, b));
      case FLOAT_LT -> bit(a < b);
      case FLOAT_LE -> bit(a <= b);
      case FLOAT_GT -> bit(a > b);
      case FLOAT_GE -> bit(a >= b);
      case FLOAT_EQ -> bit(a == b);
      case FLOAT_NE -> bit(a != b);
      case FLOAT_CMPL -> a > b ? 1 : a == b ? 0 : -1;
      case FLOAT_CMPG -> a < b ? -1 : a == b ? 0 : 1;
      case FLOAT_TO_INT -> (int) a;
      case FLOAT_TO_LONG -> (long) a;
      case FLOAT_TO_DOUBLE -> bits((double) a);
      case FLOAT_TO_RAW_BITS, SAME_AS_FLOAT -> bits(a);
      default -> throw notPrimitive(op);
    };
  }

  private static long ofDouble(Op op, double a, double b) {
    return switch (op) {
      case DOUBLE_ADD -> bits(a + b);
      case DOUBLE_SUB -> bits(a - b);
      case DOUBLE_MUL -> bits(a * b);
      case DOUBLE_DIV -> bits(a / b);
      case DOUBLE_REM -> bits(a % b);
      case DOUBLE_NEG -> bits(-a);
      case DOUBLE_ABS -> bits(Math.abs(a));
      case DOUBLE_SQRT -> bits(Math.sqrt(a));
      case DOUBLE_MIN -> bits(Math.min(a, b));
      case DOUBLE_MAX -> bits(Math.max(a, b));
      case DOUBLE_LT -> bit(a < b);
      case DOUBLE_LE -> bit(a <= b);
      case DOUBLE_GT -> bit(a > b);
      case DOUBLE_GE -> bit(a >= b);
      case DOUBLE_EQ -> bit(a == b);
      case DOUBLE_NE -> bit(a != b);
      case DOUBLE_CMPL -> a > b ? 1 : a == b ? 0 : -1;
      case DOUBLE_CMPG -> a < b ? -1 : a == b ? 0 : 1;
      case DOUBLE_FLOOR -> bits(Math.floor(a));
      case DOUBLE_CEIL -> bits(Math.ceil(a));
      case DOUBLE_RINT -> bits(Math.rint(a));
      case DOUBLE_TO_INT -> (int) a;
      case DOUBLE_TO_LONG -> (long) a;
      case DOUBLE_TO_FLOAT -> bits((float) a);
      case DOUBLE_TO_RAW_BITS, SAME_AS_DOUBLE -> bits(a);
      default -> throw notPrimitive(op);
    };
  }

  private static long bit(boolean condition) {
    return condition ? 1 : 0;
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static IllegalArgumentException notPrimitive(Op op) {
    return new IllegalArgumentException("not an operation on primitives: " + op.text());
  }
}
