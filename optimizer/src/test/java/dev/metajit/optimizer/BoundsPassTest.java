package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** Ranges and known bits. */
class BoundsPassTest extends OptimizerTester {
  @Test
  void aGuardBoundsItsOperand() {
    becomes(
        """
        [i0]
        i1 = int_lt(i0, 10)
        guard_true(i1) [i0]
        i2 = int_lt(i0, 11)
        guard_true(i2) [i0]
        finish(i2)
        """,
        """
        [i0]
        i1 = int_lt(i0, 10)
        guard_true(i1) [i0]
        finish(1)
        """);
  }

  @Test
  void aFalseGuardBoundsItsOperand() {
    becomes(
        """
        [i0]
        i1 = int_lt(i0, 10)
        guard_false(i1) [i0]
        i2 = int_ge(i0, 10)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_lt(i0, 10)
        guard_false(i1) [i0]
        finish(1)
        """);
  }

  @Test
  void anIndexIsCheckedOnce() {
    becomes(
        """
        [i0, r1]
        i2 = array_length(r1)
        i3 = uint_lt(i0, i2)
        guard_true(i3) [i0, r1]
        i4 = int_ge(i0, 0)
        guard_true(i4) [i0, r1]
        finish(i0)
        """,
        """
        [i0, r1]
        i2 = array_length(r1)
        i3 = uint_lt(i0, i2)
        guard_true(i3) [i0, r1]
        finish(i0)
        """);
  }

  @Test
  void aConstantIndexBelowAnotherIsInBounds() {
    becomes(
        """
        [r1]
        i2 = array_length(r1)
        i3 = uint_lt(5, i2)
        guard_true(i3) [r1]
        i4 = uint_lt(3, i2)
        guard_true(i4) [r1]
        finish(i4)
        """,
        """
        [r1]
        i2 = array_length(r1)
        i3 = int_gt(i2, 5)
        guard_true(i3) [r1]
        finish(1)
        """);
  }

  @Test
  void aSumInBoundsDoesNotOverflow() {
    becomes(
        """
        [i0]
        i1 = int_lt(i0, 100)
        guard_true(i1) [i0]
        i2 = int_add_ovf(i0, 1)
        guard_no_overflow() [i0]
        finish(i2)
        """,
        """
        [i0]
        i1 = int_lt(i0, 100)
        guard_true(i1) [i0]
        i2 = int_add(i0, 1)
        finish(i2)
        """);
  }

  @Test
  void anUnboundedSumMayOverflow() {
    becomes(
        """
        [i0]
        i2 = int_add_ovf(i0, 1)
        guard_no_overflow() [i0]
        finish(i2)
        """,
        """
        [i0]
        i2 = int_add_ovf(i0, 1)
        guard_no_overflow() [i0]
        finish(i2)
        """);
  }

  @Test
  void aSumThatDidNotOverflowIsBounded() {
    becomes(
        """
        [i0]
        i1 = int_add_ovf(i0, 1)
        guard_no_overflow() [i0]
        i2 = int_eq(i1, -2147483648)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_add_ovf(i0, 1)
        guard_no_overflow() [i0]
        finish(0)
        """);
  }

  @Test
  void aProductOfWidenedIntsDoesNotOverflow() {
    becomes(
        """
        [i0, i1]
        l2 = int_to_long(i0)
        l3 = int_to_long(i1)
        l4 = long_mul_ovf(l2, l3)
        guard_no_overflow() [i0, i1]
        finish(l4)
        """,
        """
        [i0, i1]
        l2 = int_to_long(i0)
        l3 = int_to_long(i1)
        l4 = long_mul(l2, l3)
        finish(l4)
        """);
  }

  @Test
  void aMaskBounds() {
    becomes(
        """
        [i0]
        i1 = int_and(i0, 7)
        i2 = int_lt(i1, 8)
        finish(i2)
        """,
        """
        [i0]
        finish(1)
        """);
  }

  @Test
  void aNarrowLoadIsBounded() {
    becomes(
        """
        [r0]
        i1 = getfield_int(r0, Node.small)
        i2 = int_to_byte(i1)
        i3 = int_lt(i1, 128)
        i4 = int_add(i2, i3)
        finish(i4)
        """,
        """
        [r0]
        i1 = getfield_int(r0, Node.small)
        i4 = int_add(i1, 1)
        finish(i4)
        """);
  }

  @Test
  void knownBitsDecideEquality() {
    becomes(
        """
        [i0]
        i1 = int_shl(i0, 1)
        i2 = int_eq(i1, 3)
        finish(i2)
        """,
        """
        [i0]
        finish(0)
        """);
  }

  @Test
  void aLengthIsNotNegative() {
    becomes(
        """
        [r0]
        i1 = array_length(r0)
        i2 = int_lt(i1, 0)
        finish(i2)
        """,
        """
        [r0]
        finish(0)
        """);
  }

  @Test
  void aLengthAndOneDoesNotWrapUnchecked() {
    becomes(
        """
        [r0]
        i1 = array_length(r0)
        i2 = int_add_ovf(i1, 1)
        guard_no_overflow() [r0]
        finish(i2)
        """,
        """
        [r0]
        i1 = array_length(r0)
        i2 = int_add_ovf(i1, 1)
        guard_no_overflow() [r0]
        finish(i2)
        """);
  }

  @Test
  void aGuardGoesBackThroughASum() {
    becomes(
        """
        [i0]
        i1 = int_and(i0, 65535)
        i2 = int_sub(i1, 5)
        i3 = int_ge(i2, 0)
        guard_true(i3) [i0]
        i4 = int_ge(i1, 5)
        finish(i4)
        """,
        """
        [i0]
        i1 = int_and(i0, 65535)
        i3 = int_ge(i1, 5)
        guard_true(i3) [i0]
        finish(1)
        """);
  }

  @Test
  void anEqualityMakesAConstant() {
    becomes(
        """
        [i0]
        i1 = int_eq(i0, 7)
        guard_true(i1) [i0]
        i2 = int_mul(i0, 2)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_eq(i0, 7)
        guard_true(i1) [i0]
        finish(14)
        """);
  }

  @Test
  void anInequalityAtTheEndNarrows() {
    becomes(
        """
        [i0]
        i1 = int_and(i0, 7)
        i2 = int_ne(i1, 0)
        guard_true(i2) [i0]
        i3 = int_gt(i1, 0)
        finish(i3)
        """,
        """
        [i0]
        i1 = int_and(i0, 7)
        i2 = int_ne(i1, 0)
        guard_true(i2) [i0]
        finish(1)
        """);
  }

  @Test
  void longsHaveBoundsToo() {
    becomes(
        """
        [l0]
        i1 = long_lt(l0, 10L)
        guard_true(i1) [l0]
        i2 = long_le(l0, 10L)
        finish(i2)
        """,
        """
        [l0]
        i1 = long_lt(l0, 10L)
        guard_true(i1) [l0]
        finish(1)
        """);
  }

  @Test
  void guardsThatLeaveNothingContradict() {
    contradicts(
        """
        [i0]
        i1 = int_lt(i0, 10)
        guard_true(i1) [i0]
        i2 = int_gt(i0, 10)
        guard_true(i2) [i0]
        finish()
        """);
  }

  @Test
  void anOverflowThatCannotBeContradicts() {
    contradicts(
        """
        [i0]
        i1 = int_and(i0, 7)
        i2 = int_add_ovf(i1, 1)
        guard_overflow() [i0]
        finish()
        """);
  }

  @Test
  void booleansAreZeroOrOne() {
    becomes(
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        i3 = int_ne(i2, 0)
        guard_true(i3) [i0]
        finish(i2)
        """,
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        guard_true(i2) [i0]
        finish(1)
        """);
  }
}
