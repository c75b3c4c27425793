package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** Boxed primitives. */
class BoxesPassTest extends OptimizerTester {
  @Test
  void aBoxIsItsValue() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        guard_nonnull_class(r1, Integer) []
        i2 = getfield_int(r1, Integer.value)
        finish(i2)
        """,
        """
        [i0]
        finish(i0)
        """);
  }

  @Test
  void aBoxThatAHintNamesIsItsValue() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, Num.of)
        guard_nonnull_class(r1, Num) []
        i2 = getfield_int(r1, Num.v)
        i3 = int_lt(i2, 5)
        guard_true(i3) [r1]
        finish(i2)
        """,
        """
        [i0]
        i1 = int_lt(i0, 5)
        guard_true(i1) [i0]
        finish(i0)
        """,
        """
        [v0]; v0 = Num.of(i0)
        """);
  }

  @Test
  void aBoxOfAConstantIsConstantIfItIsCached() {
    becomes(
        """
        []
        r0 = call_pure_ref(1, Num.of)
        r1 = call_pure_ref(7, Num.of)
        i2 = ref_eq(r0, $one)
        i3 = ref_eq(r1, $seven)
        i4 = int_add(i2, i3)
        finish(i4)
        """,
        """
        []
        r0 = call_pure_ref(7, Num.of)
        i1 = ref_eq(r0, $seven)
        i2 = int_add(i1, 1)
        finish(i2)
        """);
  }

  @Test
  void aLoopKeepsABoxThatAHintNamesAsItsValue() {
    loopBecomes(
        """
        entry: [r0, i1]
        guard_nonnull_class(r0, Num) [r0, i1]
        i2 = getfield_int(r0, Num.v)
        i3 = int_add(i2, i1)
        r4 = call_pure_ref(i3, Num.of)
        i5 = int_lt(i3, 1000)
        guard_true(i5) [r4, i1]
        jump(r4, i1, target=entry)
        """,
        """
        entrys: [i0, i1]
        i2 = int_add(i0, i1)
        i3 = int_lt(i2, 1000)
        guard_true(i3) [i1, i2]
        jump(i2, i1, target=entrys)
        """);
  }

  @Test
  void aReturnedBoxIsMadeByValueOf() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        finish(r1)
        """,
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        finish(r1)
        """);
  }

  @Test
  void anExitMakesTheBoxByValueOf() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i2 = int_lt(i0, 5)
        guard_true(i2) [r1, r1]
        finish()
        """,
        """
        [i0]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        finish()
        """,
        """
        [v0, v0]; v0 = java.lang.Integer.valueOf(i0)
        """);
  }

  @Test
  void theIdentityOfTwoBoxesIsAsked() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        r2 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """,
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        r2 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """);
  }

  @Test
  void aBoxMayBeAnObjectThatIsThere() {
    becomes(
        """
        [i0, r1]
        r2 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """,
        """
        [i0, r1]
        r2 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """);
  }

  @Test
  void aBoxIsItself() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r1)
        finish(i3)
        """,
        """
        [i0]
        finish(1)
        """);
  }

  @Test
  void aBoxIsNotNull() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, null)
        finish(i3)
        """,
        """
        [i0]
        finish(0)
        """);
  }

  @Test
  void aSmallConstantBoxIsConstant() {
    becomes(
        """
        []
        r1 = call_pure_ref(7, java.lang.Integer.valueOf)
        r2 = call_pure_ref(7, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """,
        """
        []
        finish(1)
        """);
  }

  @Test
  void aLargeConstantBoxIsNewEachTime() {
    becomes(
        """
        []
        r1 = call_pure_ref(7000, java.lang.Integer.valueOf)
        r2 = call_pure_ref(7000, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """,
        """
        []
        r1 = call_pure_ref(7000, java.lang.Integer.valueOf)
        r2 = call_pure_ref(7000, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """);
  }

  @Test
  void aBoxIsANumber() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i2 = instance_of(r1, Number)
        finish(i2)
        """,
        """
        [i0]
        finish(1)
        """);
  }

  @Test
  void aDoubleBoxIsItsValue() {
    becomes(
        """
        [d0]
        r1 = call_pure_ref(d0, java.lang.Double.valueOf)
        d2 = getfield_double(r1, Double.value)
        finish(d2)
        """,
        """
        [d0]
        finish(d0)
        """);
  }

  @Test
  void aBoxIsNoNode() {
    becomes(
        """
        [i0, r1]
        guard_nonnull_class(r1, Node) [r1]
        r2 = call_pure_ref(i0, java.lang.Integer.valueOf)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """,
        """
        [i0, r1]
        guard_nonnull_class(r1, Node) [r1]
        finish(0)
        """);
  }

  @Test
  void aBooleanBoxHoldsOneBit() {
    becomes(
        """
        [i0]
        i1 = int_lt(i0, 3)
        r2 = call_pure_ref(i1, java.lang.Boolean.valueOf)
        i3 = getfield_int(r2, Boolean.value)
        guard_true(i3) [i0]
        finish()
        """,
        """
        [i0]
        i1 = int_lt(i0, 3)
        guard_true(i1) [i0]
        finish()
        """);
  }

  @Test
  void aPureAllocationThatNobodyNeedsIsNotMade() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.toString)
        guard_nonnull_class(r1, String) []
        finish()
        """,
        """
        [i0]
        finish()
        """);
  }

  @Test
  void anExitMakesAPureAllocation() {
    becomes(
        """
        [i0, i1]
        r2 = call_pure_ref(i0, java.lang.Integer.toString)
        guard_true(i1) [r2]
        finish()
        """,
        """
        [i0, i1]
        guard_true(i1) [i0]
        finish()
        """,
        """
        [v0]; v0 = java.lang.Integer.toString(i0)
        """);
  }

  @Test
  void twoPureAllocationsAreTwoObjects() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.toString)
        r2 = call_pure_ref(i0, java.lang.Integer.toString)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """,
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.toString)
        r2 = call_pure_ref(i0, java.lang.Integer.toString)
        i3 = ref_eq(r1, r2)
        finish(i3)
        """);
  }

  @Test
  void aPureAllocationOfAConstantIsMadeEachTime() {
    becomes(
        """
        []
        r1 = call_pure_ref(12, java.lang.Integer.toString)
        finish(r1)
        """,
        """
        []
        r1 = call_pure_ref(12, java.lang.Integer.toString)
        finish(r1)
        """);
  }

  @Test
  void aNumberIsReadFromItsOwnText() {
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.toString)
        i2 = call_pure_int(r1, java.lang.Integer.parseInt)
        guard_no_exception() []
        finish(i2)
        """,
        """
        [i0]
        finish(i0)
        """);
    becomes(
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.toString)
        l2 = call_pure_long(r1, java.lang.Long.parseLong)
        guard_no_exception() []
        finish(l2)
        """,
        """
        [i0]
        l1 = int_to_long(i0)
        finish(l1)
        """);
  }

  @Test
  void aNumberIsReadFromAnyOtherText() {
    becomes(
        """
        [r0]
        l1 = call_pure_long(r0, java.lang.Long.parseLong)
        guard_no_exception() []
        finish(l1)
        """,
        """
        [r0]
        l1 = call_pure_long(r0, java.lang.Long.parseLong)
        guard_no_exception() []
        finish(l1)
        """);
  }
}
