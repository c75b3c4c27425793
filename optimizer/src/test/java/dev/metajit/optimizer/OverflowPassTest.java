package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** Overflow checks that are written by hand. */
class OverflowPassTest extends OptimizerTester {
  @Test
  void aWideSumThatIsAskedToFitIsAnOverflowCheck() {
    becomes(
        """
        [i0, i1]
        l2 = int_to_long(i0)
        l3 = int_to_long(i1)
        l4 = long_add(l2, l3)
        i5 = long_to_int(l4)
        l6 = int_to_long(i5)
        i7 = long_ne(l4, l6)
        guard_false(i7) [i0, i1]
        finish(i5)
        """,
        """
        [i0, i1]
        i2 = int_add_ovf(i0, i1)
        guard_no_overflow() [i0, i1]
        finish(i2)
        """);
  }

  @Test
  void soIsAProductWithAConstantThatIsComparedTheOtherWayRound() {
    becomes(
        """
        [i0]
        l1 = int_to_long(i0)
        l2 = long_mul(l1, 10L)
        i3 = long_to_int(l2)
        l4 = int_to_long(i3)
        i5 = long_eq(l4, l2)
        guard_true(i5) [i0]
        finish(l4)
        """,
        """
        [i0]
        i1 = int_mul_ovf(i0, 10)
        guard_no_overflow() [i0]
        l2 = int_to_long(i1)
        finish(l2)
        """);
  }

  @Test
  void aSumOfLongsIsNot() {
    becomes(
        """
        [l0, l1]
        l2 = long_add(l0, l1)
        i3 = long_to_int(l2)
        l4 = int_to_long(i3)
        i5 = long_eq(l2, l4)
        guard_true(i5) [l0]
        finish(i3)
        """,
        """
        [l0, l1]
        l2 = long_add(l0, l1)
        i3 = long_to_int(l2)
        l4 = int_to_long(i3)
        i5 = long_eq(l2, l4)
        guard_true(i5) [l0]
        finish(i3)
        """);
  }

  @Test
  void norIsASumThatIsKnownNotToFit() {
    becomes(
        """
        [i0, i1]
        l2 = int_to_long(i0)
        l3 = int_to_long(i1)
        l4 = long_add(l2, l3)
        i5 = long_to_int(l4)
        l6 = int_to_long(i5)
        i7 = long_ne(l4, l6)
        guard_true(i7) [i0, i1]
        finish(l4)
        """,
        """
        [i0, i1]
        l2 = int_to_long(i0)
        l3 = int_to_long(i1)
        l4 = long_add(l2, l3)
        i5 = int_add(i0, i1)
        l6 = int_to_long(i5)
        i7 = long_ne(l4, l6)
        guard_true(i7) [i0, i1]
        finish(l4)
        """);
  }
}
