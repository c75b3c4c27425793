package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** The rules at work. */
class RewritePassTest extends OptimizerTester {
  @Test
  void constantsGoRight() {
    becomes(
        """
        [i0]
        i1 = int_add(3, i0)
        finish(i1)
        """,
        """
        [i0]
        i1 = int_add(i0, 3)
        finish(i1)
        """);
  }

  @Test
  void comparisonsTurn() {
    becomes(
        """
        [i0]
        i1 = int_lt(3, i0)
        finish(i1)
        """,
        """
        [i0]
        i1 = int_gt(i0, 3)
        finish(i1)
        """);
  }

  @Test
  void constantsMeet() {
    becomes(
        """
        [i0]
        i1 = int_add(i0, 3)
        i2 = int_sub(i1, 1)
        i3 = int_add(i2, 5)
        finish(i3)
        """,
        """
        [i0]
        i1 = int_add(i0, 7)
        finish(i1)
        """);
  }

  @Test
  void aSumAndItsDifferenceCancel() {
    becomes(
        """
        [i0, i1]
        i2 = int_add(i0, i1)
        i3 = int_sub(i2, i1)
        finish(i3)
        """,
        """
        [i0, i1]
        finish(i0)
        """);
  }

  @Test
  void unsignedComparisonsAreFoundAsJavaWritesThem() {
    becomes(
        """
        [i0, i1, l2, l3]
        i4 = int_add(i0, -2147483648)
        i5 = int_add(i1, -2147483648)
        i6 = int_lt(i4, i5)
        guard_true(i6) []
        i7 = int_gt(i4, -2147483643)
        guard_true(i7) []
        l8 = long_add(l2, -9223372036854775808L)
        l9 = long_add(l3, -9223372036854775808L)
        i10 = long_ge(l8, l9)
        finish(i10)
        """,
        """
        [i0, i1, l2, l3]
        i4 = uint_lt(i0, i1)
        guard_true(i4) []
        i5 = uint_gt(i0, 5)
        guard_true(i5) []
        i6 = ulong_ge(l2, l3)
        finish(i6)
        """);
  }

  @Test
  void theCarryOfAnIncrementIsAComparison() {
    becomes(
        """
        [i0]
        i1 = int_add(i0, 1)
        i2 = int_add(i1, -2147483648)
        i3 = int_add(i0, -2147483648)
        i4 = int_lt(i2, i3)
        finish(i4)
        """,
        """
        [i0]
        i1 = int_eq(i0, -1)
        finish(i1)
        """);
  }

  @Test
  void aPushAndAPopCancel() {
    becomes(
        """
        [i0]
        i2 = int_add(i0, 1)
        i3 = int_sub(i2, 1)
        finish(i3)
        """,
        """
        [i0]
        finish(i0)
        """);
  }

  @Test
  void aProductIsAShift() {
    becomes(
        """
        [i0]
        i1 = int_mul(i0, 8)
        finish(i1)
        """,
        """
        [i0]
        i1 = int_shl(i0, 3)
        finish(i1)
        """);
  }

  @Test
  void aLongProductIsAShift() {
    becomes(
        """
        [l0]
        l1 = long_mul(l0, 1024L)
        finish(l1)
        """,
        """
        [l0]
        l1 = long_shl(l0, 10)
        finish(l1)
        """);
  }

  @Test
  void aPositiveQuotientIsAShift() {
    becomes(
        """
        [i0]
        i1 = int_and(i0, 1023)
        i2 = int_div(i1, 4)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_and(i0, 1023)
        i2 = int_shr(i1, 2)
        finish(i2)
        """);
  }

  @Test
  void aQuotientRoundsToZero() {
    becomes(
        """
        [i0]
        i2 = int_div(i0, 4)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_shr(i0, 31)
        i2 = int_ushr(i1, 30)
        i3 = int_add(i0, i2)
        i4 = int_shr(i3, 2)
        finish(i4)
        """);
  }

  @Test
  void aPositiveRemainderIsAMask() {
    becomes(
        """
        [i0]
        i1 = int_ushr(i0, 1)
        i2 = int_rem(i1, 8)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_ushr(i0, 1)
        i2 = int_and(i1, 7)
        finish(i2)
        """);
  }

  @Test
  void aValueLessItselfIsZero() {
    becomes(
        """
        [i0]
        i1 = int_sub(i0, i0)
        finish(i1)
        """,
        """
        [i0]
        finish(0)
        """);
  }

  @Test
  void masksMeet() {
    becomes(
        """
        [i0]
        i1 = int_and(i0, 255)
        i2 = int_and(i1, 15)
        finish(i2)
        """,
        """
        [i0]
        i2 = int_and(i0, 15)
        finish(i2)
        """);
  }

  @Test
  void aMaskThatKeepsAllGoes() {
    becomes(
        """
        [i0]
        i1 = int_ushr(i0, 24)
        i2 = int_and(i1, 255)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_ushr(i0, 24)
        finish(i1)
        """);
  }

  @Test
  void shiftsMeet() {
    becomes(
        """
        [i0]
        i1 = int_shl(i0, 3)
        i2 = int_shl(i1, 4)
        finish(i2)
        """,
        """
        [i0]
        i2 = int_shl(i0, 7)
        finish(i2)
        """);
  }

  @Test
  void shiftsBeyondTheWidthGiveZero() {
    becomes(
        """
        [i0]
        i1 = int_ushr(i0, 20)
        i2 = int_ushr(i1, 20)
        finish(i2)
        """,
        """
        [i0]
        finish(0)
        """);
  }

  @Test
  void aWidenedIntNarrowsToItself() {
    becomes(
        """
        [i0]
        l1 = int_to_long(i0)
        i2 = long_to_int(l1)
        finish(i2)
        """,
        """
        [i0]
        finish(i0)
        """);
  }

  @Test
  void longArithmeticOfIntsIsIntArithmetic() {
    becomes(
        """
        [i0, i1]
        l2 = int_to_long(i0)
        l3 = int_to_long(i1)
        l4 = long_add(l2, l3)
        i5 = long_to_int(l4)
        finish(i5)
        """,
        """
        [i0, i1]
        i5 = int_add(i0, i1)
        finish(i5)
        """);
  }

  @Test
  void longComparisonOfIntsIsIntComparison() {
    becomes(
        """
        [i0, i1]
        l2 = int_to_long(i0)
        l3 = int_to_long(i1)
        i4 = long_lt(l2, l3)
        finish(i4)
        """,
        """
        [i0, i1]
        i4 = int_lt(i0, i1)
        finish(i4)
        """);
  }

  @Test
  void aThreeWayComparisonIsADirectOne() {
    becomes(
        """
        [l0, l1]
        i2 = long_cmp(l0, l1)
        i3 = int_le(i2, 0)
        finish(i3)
        """,
        """
        [l0, l1]
        i3 = long_le(l0, l1)
        finish(i3)
        """);
  }

  @Test
  void aThreeWayDoubleComparisonIsADirectOne() {
    becomes(
        """
        [d0, d1]
        i2 = double_cmpl(d0, d1)
        i3 = int_gt(i2, 0)
        finish(i3)
        """,
        """
        [d0, d1]
        i3 = double_gt(d0, d1)
        finish(i3)
        """);
  }

  @Test
  void aNaNTakesTheRightBranch() {
    becomes(
        """
        [d0, d1]
        i2 = double_cmpg(d0, d1)
        i3 = int_gt(i2, 0)
        finish(i3)
        """,
        """
        [d0, d1]
        i3 = double_le(d0, d1)
        i4 = int_eq(i3, 0)
        finish(i4)
        """);
  }

  @Test
  void addingZeroMayChangeTheSignOfZero() {
    becomes(
        """
        [d0]
        d1 = double_add(d0, 0.0)
        finish(d1)
        """,
        """
        [d0]
        d1 = double_add(d0, 0.0)
        finish(d1)
        """);
  }

  @Test
  void subtractingZeroMakesASignallingNaNQuiet() {
    becomes(
        """
        [d0]
        d1 = double_sub(d0, 0.0)
        finish(d1)
        """,
        """
        [d0]
        d1 = double_sub(d0, 0.0)
        finish(d1)
        """);
  }

  @Test
  void multiplyingByZeroMayGiveNaN() {
    becomes(
        """
        [d0]
        d1 = double_mul(d0, 0.0)
        finish(d1)
        """,
        """
        [d0]
        d1 = double_mul(d0, 0.0)
        finish(d1)
        """);
  }

  @Test
  void aQuotientByAPowerOfTwoIsAProduct() {
    becomes(
        """
        [d0]
        d1 = double_div(d0, 4.0)
        finish(d1)
        """,
        """
        [d0]
        d1 = double_mul(d0, 0.25)
        finish(d1)
        """);
  }

  @Test
  void aQuotientByThreeStays() {
    becomes(
        """
        [d0]
        d1 = double_div(d0, 3.0)
        finish(d1)
        """,
        """
        [d0]
        d1 = double_div(d0, 3.0)
        finish(d1)
        """);
  }

  @Test
  void narrowingTwiceIsNarrowingOnce() {
    becomes(
        """
        [i0]
        i1 = int_to_short(i0)
        i2 = int_to_byte(i1)
        finish(i2)
        """,
        """
        [i0]
        i2 = int_to_byte(i0)
        finish(i2)
        """);
  }

  @Test
  void aShiftedComparisonMovesItsConstant() {
    becomes(
        """
        [i0]
        i1 = int_and(i0, 255)
        i2 = int_add(i1, 3)
        i3 = int_lt(i2, 10)
        finish(i3)
        """,
        """
        [i0]
        i1 = int_and(i0, 255)
        i3 = int_lt(i1, 7)
        finish(i3)
        """);
  }

  @Test
  void aShiftedComparisonThatMayWrapStays() {
    becomes(
        """
        [i0]
        i2 = int_add(i0, 3)
        i3 = int_lt(i2, 10)
        finish(i3)
        """,
        """
        [i0]
        i2 = int_add(i0, 3)
        i3 = int_lt(i2, 10)
        finish(i3)
        """);
  }

  @Test
  void anEqualityMovesItsConstantAlways() {
    becomes(
        """
        [i0]
        i2 = int_add(i0, 3)
        i3 = int_eq(i2, 10)
        finish(i3)
        """,
        """
        [i0]
        i3 = int_eq(i0, 7)
        finish(i3)
        """);
  }

  @Test
  void notOfAComparisonIsItsInverse() {
    becomes(
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        i3 = int_xor(i2, 1)
        finish(i3)
        """,
        """
        [i0, i1]
        i3 = int_ge(i0, i1)
        finish(i3)
        """);
  }

  @Test
  void bitsThereAndBackAreTheSame() {
    becomes(
        """
        [d0]
        l1 = double_to_raw_bits(d0)
        d2 = bits_to_double(l1)
        finish(d2)
        """,
        """
        [d0]
        finish(d0)
        """);
  }
}
