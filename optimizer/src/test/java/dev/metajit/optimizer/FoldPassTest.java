package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** Constants are computed at once. */
class FoldPassTest extends OptimizerTester {
  @Test
  void computesConstants() {
    becomes(
        """
        [i0]
        i1 = int_add(3, 4)
        i2 = int_mul(i1, 6)
        finish(i2)
        """,
        """
        [i0]
        finish(42)
        """);
  }

  @Test
  void wrapsLikeJava() {
    becomes(
        """
        []
        i1 = int_add(2147483647, 1)
        finish(i1)
        """,
        """
        []
        finish(-2147483648)
        """);
  }

  @Test
  void dividesTheLeastNumber() {
    becomes(
        """
        []
        i1 = int_div(-2147483648, -1)
        finish(i1)
        """,
        """
        []
        finish(-2147483648)
        """);
  }

  @Test
  void keepsTheSignOfZero() {
    becomes(
        """
        []
        d1 = double_mul(-1.0, 0.0)
        finish(d1)
        """,
        """
        []
        finish(-0.0)
        """);
  }

  @Test
  void comparesNaN() {
    becomes(
        """
        []
        i1 = double_lt(NaN, 1.0)
        finish(i1)
        """,
        """
        []
        finish(0)
        """);
  }

  @Test
  void masksShiftCounts() {
    becomes(
        """
        []
        i1 = int_shl(1, 33)
        finish(i1)
        """,
        """
        []
        finish(2)
        """);
  }

  @Test
  void followsCopies() {
    becomes(
        """
        [i0]
        i1 = same_as_int(i0)
        finish(i1)
        """,
        """
        [i0]
        finish(i0)
        """);
  }

  @Test
  void dropsMarkers() {
    becomes(
        """
        [i0]
        debug_merge_point('here')
        finish(i0)
        """,
        """
        [i0]
        finish(i0)
        """);
  }

  @Test
  void usesRecordedClasses() {
    becomes(
        """
        [r0]
        record_exact_class(r0, Node)
        guard_class(r0, Node) [r0]
        i1 = instance_of(r0, Leaf)
        finish(i1)
        """,
        """
        [r0]
        finish(0)
        """);
  }

  @Test
  void knowsTheLengthOfAConstantArray() {
    becomes(
        """
        []
        i1 = array_length($table)
        finish(i1)
        """,
        """
        []
        finish(3)
        """);
  }

  @Test
  void readsAnImmutableFieldOfAConstant() {
    becomes(
        """
        []
        i1 = getfield_int($node, Node.fixed)
        finish(i1)
        """,
        """
        []
        finish(42)
        """);
  }

  @Test
  void readsAnImmutableArrayOfAConstant() {
    becomes(
        """
        []
        r1 = getfield_ref($node, Node.table)
        i2 = getarrayitem_int(r1, 1, int[])
        finish(i2)
        """,
        """
        []
        finish(20)
        """);
  }

  @Test
  void loadsAMutableFieldOfAConstant() {
    becomes(
        """
        []
        i1 = getfield_int($node, Node.value)
        finish(i1)
        """,
        """
        []
        i1 = getfield_int($node, Node.value)
        finish(i1)
        """);
  }

  @Test
  void comparesConstantObjects() {
    becomes(
        """
        []
        i1 = ref_eq($node, $other)
        finish(i1)
        """,
        """
        []
        finish(0)
        """);
  }

  @Test
  void comparesNull() {
    becomes(
        """
        []
        i1 = ref_eq(null, null)
        finish(i1)
        """,
        """
        []
        finish(1)
        """);
  }

  @Test
  void nullIsNoInstance() {
    becomes(
        """
        []
        i1 = instance_of(null, Node)
        finish(i1)
        """,
        """
        []
        finish(0)
        """);
  }

  @Test
  void knowsTheClassOfAConstant() {
    becomes(
        """
        []
        i1 = instance_of($node, Node)
        r2 = get_class($node)
        finish(r2)
        """,
        """
        []
        finish($Node.class)
        """);
  }

  @Test
  void anOverflowOfConstantsIsKnown() {
    becomes(
        """
        []
        i1 = int_add_ovf(2147483647, 1)
        guard_overflow() []
        finish(i1)
        """,
        """
        []
        finish(-2147483648)
        """);
  }

  @Test
  void aDivisionByZeroCannotBe() {
    contradicts(
        """
        []
        i1 = int_div(3, 0)
        finish(i1)
        """);
  }

  @Test
  void aFailingGuardOnConstantsCannotBe() {
    contradicts(
        """
        []
        guard_true(0) []
        finish()
        """);
  }
}
