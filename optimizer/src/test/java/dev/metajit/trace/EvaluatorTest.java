package dev.metajit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluatorTest {
  private static final long[] CORNERS = {
    0,
    1,
    -1,
    2,
    -2,
    31,
    32,
    33,
    63,
    64,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x80000000L,
    0xffffffffL,
    1L << 31,
    46341,
    -46341,
    3037000500L,
    -3037000500L
  };

  @ParameterizedTest
  @CsvSource(
      value = {
        "int_add, 2147483647, 1, -2147483648",
        "int_div, -2147483648, -1, -2147483648",
        "int_div, -7, 2, -3",
        "int_rem, -7, 2, -1",
        "int_rem, -2147483648, -1, 0",
        "int_shl, 1, 33, 2",
        "int_shr, -8, 33, -4",
        "int_ushr, -1, 28, 15",
        "int_neg, -2147483648, 0, -2147483648",
        "uint_lt, 1, -1, 1",
        "uint_ge, 1, -1, 0",
        "int_to_byte, 200, 0, -56",
        "int_to_char, -1, 0, 65535",
        "int_to_short, 40000, 0, -25536",
        "int_rotate_left, -2147483648, 1, 1",
        "int_leading_zeros, 0, 0, 32",
        "int_trailing_zeros, 0, 0, 32",
        "int_reverse_bytes, 1, 0, 16777216",
        "int_bit_count, -1, 0, 32",
        "long_shl, 1, 65, 2",
        "long_ushr, -1, 60, 15",
        "long_div, -9223372036854775808, -1, -9223372036854775808",
        "long_cmp, -1, 1, -1",
        "ulong_gt, -1, 1, 1",
        "long_multiply_high, -1, -1, 0",
        "long_multiply_high, 9223372036854775807, 4, 1",
        "long_to_int, 4294967295, 0, -1",
        "long_leading_zeros, 0, 0, 64",
        "long_rotate_right, 1, 1, -9223372036854775808"
      })
  void evaluatesIntegers(String op, long a, long b, long expected) {
    assertThat(Evaluator.evaluate(Op.ofText(op), a, b)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "double_add, 0.1, 0.2, 0.30000000000000004",
    "double_div, 1, -0.0, -Infinity",
    "double_rem, -5.5, 2, -1.5",
    "double_rem, 1, 0, NaN",
    "double_rem, -0.0, 2, -0.0",
    "double_min, 0.0, -0.0, -0.0",
    "double_max, -0.0, 0.0, 0.0",
    "double_min, 1, NaN, NaN",
    "double_neg, 0.0, 0, -0.0",
    "double_abs, -0.0, 0, 0.0",
    "double_sqrt, -1, 0, NaN",
    "double_floor, -0.5, 0, -1.0",
    "double_ceil, -0.5, 0, -0.0",
    "double_rint, 2.5, 0, 2.0"
  })
  void evaluatesDoubles(String op, double a, double b, double expected) {
    long bits = Evaluator.evaluate(Op.ofText(op), bits(a), bits(b));
    assertThat(Double.doubleToLongBits(Double.longBitsToDouble(bits))).isEqualTo(bits(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "double_lt, 1, NaN, 0",
    "double_ge, 1, NaN, 0",
    "double_eq, NaN, NaN, 0",
    "double_ne, NaN, NaN, 1",
    "double_eq, 0.0, -0.0, 1",
    "double_cmpl, NaN, 1, -1",
    "double_cmpg, NaN, 1, 1",
    "double_cmpl, 2, 1, 1",
    "double_cmpg, -0.0, 0.0, 0",
    "double_to_int, NaN, 0, 0",
    "double_to_int, 1e20, 0, 2147483647",
    "double_to_long, -1e30, 0, -9223372036854775808",
    "double_to_int, -1.9, 0, -1"
  })
  void evaluatesDoublesToIntegers(String op, double a, double b, long expected) {
    assertThat(Evaluator.evaluate(Op.ofText(op), bits(a), bits(b))).isEqualTo(expected);
  }

  @Test
  void floatBitsAreSignExtended() {
    long minusZero = Evaluator.evaluate(Op.FLOAT_NEG, 0, 0);
    assertThat(minusZero).isEqualTo(Integer.MIN_VALUE);
    assertThat(Evaluator.evaluate(Op.FLOAT_TO_RAW_BITS, minusZero, 0)).isEqualTo(Integer.MIN_VALUE);
    assertThat(Evaluator.evaluate(Op.FLOAT_DIV, bits(1f), minusZero))
        .isEqualTo(bits(Float.NEGATIVE_INFINITY));
    assertThat(Evaluator.evaluate(Op.DOUBLE_TO_FLOAT, bits(1e300), 0))
        .isEqualTo(bits(Float.POSITIVE_INFINITY));
    assertThat(Evaluator.evaluate(Op.FLOAT_SQRT, bits(2f), 0)).isEqualTo(bits(1.4142135f));
  }

  @Test
  void divisionByZeroThrows() {
    List<Op> divisions = Stream.of(Op.values()).filter(Op::isIntegerDivision).toList();
    assertThat(divisions).hasSize(8);
    for (Op op : divisions) {
      assertThatThrownBy(() -> Evaluator.evaluate(op, 1, 0))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Op.class,
      mode = EnumSource.Mode.MATCH_ALL,
      names = "(INT|LONG)_(ADD|SUB|MUL)_OVF")
  void overflowAgreesWithExactArithmetic(Op op) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long a = operand(op, random);
      long b = operand(op, random);
      BigInteger exact = exact(op, BigInteger.valueOf(a), BigInteger.valueOf(b));
      int width = op.result() == Kind.INT ? 31 : 63;
      assertThat(Evaluator.overflows(op, a, b))
          .as("%s(%d, %d), seed %d", op, a, b, seed)
          .isEqualTo(exact.bitLength() > width);
      long wrapped = width == 31 ? exact.intValue() : exact.longValue();
      assertThat(Evaluator.evaluate(op, a, b)).isEqualTo(wrapped);
    }
  }

  private static long operand(Op op, Random random) {
    long value =
        random.nextBoolean()
            ? CORNERS[random.nextInt(CORNERS.length)]
            : random.nextLong() >> random.nextInt(64);
    return op.result() == Kind.INT ? (int) value : value;
  }

  private static BigInteger exact(Op op, BigInteger a, BigInteger b) {
    return switch (op) {
      case INT_ADD_OVF, LONG_ADD_OVF -> a.add(b);
      case INT_SUB_OVF, LONG_SUB_OVF -> a.subtract(b);
      default -> a.multiply(b);
    };
  }

  static Stream<Op> primitiveOps() {
    return Stream.of(Op.values()).filter(Op::isPrimitive);
  }

  @ParameterizedTest
  @MethodSource("primitiveOps")
  void everyPrimitiveOpHasAMeaning(Op op) {
    long bits = Evaluator.evaluate(op, 0, 1);
    boolean narrow = op.result() == Kind.INT || op.result() == Kind.FLOAT;
    assertThat(bits).isEqualTo(narrow ? (int) bits : bits);
  }

  @ParameterizedTest
  @MethodSource("primitiveOps")
  void inverseAndSwappedFormsHoldOnIntegers(Op op) {
    for (long a : CORNERS) {
      for (long b : CORNERS) {
        if (op.is(Op.Flag.COMPARE) && op.inverse() != null) {
          assertThat(Evaluator.evaluate(op.inverse(), a, b))
              .isEqualTo(1 - Evaluator.evaluate(op, a, b));
        }
        if (op.swapped() != null && !isFloating(op)) {
          assertThat(Evaluator.evaluate(op.swapped(), b, a))
              .isEqualTo(Evaluator.evaluate(op, a, b));
        }
      }
    }
  }

  private static boolean isFloating(Op op) {
    return op.result() == Kind.FLOAT || op.result() == Kind.DOUBLE;
  }

  @Test
  void otherOperationsAreRefused() {
    assertThatThrownBy(() -> Evaluator.evaluate(Op.REF_EQ, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Evaluator.evaluate(Op.GUARD_NO_OVERFLOW, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Evaluator.overflows(Op.INT_ADD, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value);
  }
}
