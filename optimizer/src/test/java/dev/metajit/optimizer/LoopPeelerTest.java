package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** What leaves the loop, and what stays. */
class LoopPeelerTest extends OptimizerTester {
  @Test
  void anInvariantLoadLeavesTheLoop() {
    loopBecomes(
        """
        L1: [i0, r1]
        guard_nonnull(r1) [i0, r1]
        i2 = getfield_int(r1, Node.value)
        i3 = int_add(i0, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i0, r1]
        jump(i3, r1)
        """,
        """
        L1s: [i0, r1, i2]
        i3 = int_add(i0, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i0, r1, i2]
        jump(i3, r1, i2)
        """);
  }

  @Test
  void aFieldThatEachIterationStoresStaysOutOfMemory() {
    loopBecomes(
        """
        L1: [r1]
        guard_nonnull(r1) [r1]
        i2 = getfield_int(r1, Node.value)
        i3 = int_add(i2, 1)
        setfield_int(r1, i3, Node.value)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [r1]
        jump(r1)
        """,
        """
        L1s: [r1, i2]
        i3 = int_add(i2, 1)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [r1, i3]
        jump(r1, i3)
        """);
  }

  @Test
  void aBoxStaysUnboxed() {
    loopBecomes(
        """
        L1: [r1]
        guard_nonnull_class(r1, Integer) [r1]
        i2 = getfield_int(r1, Integer.value)
        i3 = int_add(i2, 1)
        r4 = call_pure_ref(i3, java.lang.Integer.valueOf)
        i5 = int_lt(i3, 1000)
        guard_true(i5) [r1]
        jump(r4)
        """,
        """
        L1s: [i1]
        i2 = int_add(i1, 1)
        i3 = int_lt(i2, 1000)
        guard_true(i3) [i1]
        jump(i2)
        """);
  }

  @Test
  void anOperandStackStaysOutOfMemory() {
    loopBecomes(
        """
        L1: [r0]
        guard_nonnull(r0) [r0]
        r1 = getfield_ref(r0, Frame.ints)
        i2 = getfield_int(r0, Frame.sp)
        i3 = array_length(r1)
        i4 = uint_lt(i2, i3)
        guard_true(i4) [r0]
        i5 = getarrayitem_int(r1, i2, int[])
        i6 = int_add(i2, 1)
        i7 = uint_lt(i6, i3)
        guard_true(i7) [r0]
        setarrayitem_int(r1, i6, 5, int[])
        setfield_int(r0, i6, Frame.sp)
        i8 = getfield_int(r0, Frame.sp)
        i9 = getarrayitem_int(r1, i8, int[])
        i10 = int_add(i9, i5)
        i11 = int_sub(i8, 1)
        setarrayitem_int(r1, i11, i10, int[])
        setfield_int(r0, i11, Frame.sp)
        i12 = int_lt(i10, 1000)
        guard_true(i12) [r0]
        jump(r0)
        """,
        """
        L1s: [r0, r1, i2, i3, i4, i5]
        i6 = int_add(i3, 5)
        i7 = int_lt(i6, 1000)
        guard_true(i7) [r0, i5, r1, i2, i6, i4]
        jump(r0, r1, i2, i6, i4, i5)
        """);
  }

  @Test
  void boxesInAFrameStayOutOfMemory() {
    loopBecomes(
        """
        L1: [r0]
        guard_nonnull(r0) [r0]
        r1 = getfield_ref(r0, Frame.stack)
        guard_nonnull(r1) [r0]
        i2 = array_length(r1)
        i3 = uint_lt(2, i2)
        guard_true(i3) [r0]
        r4 = getarrayitem_ref(r1, 2, Object[])
        guard_nonnull_class(r4, Integer) [r0]
        i5 = getfield_int(r4, Integer.value)
        i6 = int_add(i5, 1)
        r7 = call_pure_ref(i6, java.lang.Integer.valueOf)
        setarrayitem_ref(r1, 2, r7, Object[])
        i8 = int_lt(i6, 1000)
        guard_true(i8) [r0]
        jump(r0)
        """,
        """
        L1s: [r0, r1, i2, i3]
        i4 = int_add(i2, 1)
        i5 = int_lt(i4, 1000)
        guard_true(i5) [r0, r1, i4, i3]
        jump(r0, r1, i4, i3)
        """);
  }

  @Test
  void aPairStaysVirtual() {
    loopBecomes(
        """
        L1: [r0, i1]
        guard_nonnull_class(r0, Node) [r0, i1]
        i2 = getfield_int(r0, Node.value)
        l3 = getfield_long(r0, Node.big)
        r4 = new(Node)
        i5 = int_add(i2, i1)
        l6 = long_add(l3, 2L)
        setfield_int(r4, i5, Node.value)
        setfield_long(r4, l6, Node.big)
        i7 = int_lt(i5, 1000)
        guard_true(i7) [r0, i1]
        jump(r4, i1)
        """,
        """
        L1s: [i0, l1, i2]
        i3 = int_add(i0, i2)
        l4 = long_add(l1, 2L)
        i5 = int_lt(i3, 1000)
        guard_true(i5) [i2, i0, l1]
        jump(i3, l4, i2)
        """);
  }

  @Test
  void aListThatGrowsIsAllocated() {
    loopBecomes(
        """
        L1: [r0, i1]
        r2 = new(Node)
        setfield_ref(r2, r0, Node.next)
        i3 = int_sub(i1, 1)
        i4 = int_gt(i3, 0)
        guard_true(i4) [r0, i1]
        jump(r2, i3)
        """,
        """
        L1s: [r0, i1]
        i2 = int_add(i1, -1)
        i3 = int_gt(i2, 0)
        guard_true(i3) [i1, r0]
        r4 = new(Node)
        setfield_ref(r4, r0, Node.next)
        jump(r4, i2)
        """);
  }

  @Test
  void aLengthLeavesTheLoop() {
    loopBecomes(
        """
        L1: [i0, r1]
        i2 = array_length(r1)
        i3 = uint_lt(i0, i2)
        guard_true(i3) [i0, r1]
        i4 = getarrayitem_int(r1, i0, int[])
        i5 = int_add_ovf(i0, 1)
        guard_no_overflow() [i0, r1]
        i6 = int_lt(i4, 10)
        guard_true(i6) [i0, r1]
        jump(i5, r1)
        """,
        """
        L1s: [i0, r1, i2]
        i3 = uint_lt(i0, i2)
        guard_true(i3) [i0, r1, i2]
        i4 = getarrayitem_int(r1, i0, int[])
        i5 = int_add(i0, 1)
        i6 = int_lt(i4, 10)
        guard_true(i6) [i0, r1, i2]
        jump(i5, r1, i2)
        """);
  }

  @Test
  void anInvariantPromotionLeavesTheLoop() {
    loopBecomes(
        """
        L1: [r0, i1]
        guard_value(r0, $node) [r0, i1]
        i2 = getfield_int(r0, Node.value)
        i3 = int_add(i1, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [r0, i1]
        jump(r0, i3)
        """,
        """
        L1s: [i0, i1]
        i2 = int_add(i0, i1)
        i3 = int_lt(i2, 1000)
        guard_true(i3) [i0, i1]
        jump(i2, i1)
        """);
  }

  @Test
  void aRandomCallKeepsMemoryInTheLoop() {
    loopBecomes(
        """
        L1: [r0, i1]
        guard_nonnull(r0) [r0, i1]
        i2 = getfield_int(r0, Node.value)
        call_void(Things.touch)
        guard_no_exception() [r0, i1]
        i3 = int_add(i1, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [r0, i1]
        jump(r0, i3)
        """,
        """
        L1s: [r0, i1]
        i2 = getfield_int(r0, Node.value)
        call_void(Things.touch)
        guard_no_exception() [r0, i1]
        i3 = int_add(i1, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [r0, i1]
        jump(r0, i3)
        """);
  }

  @Test
  void anInvariantElidableCallLeavesTheLoop() {
    loopBecomes(
        """
        L1: [i0, i1]
        i2 = call_pure_int(i1, Things.square)
        i3 = int_add(i0, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i0, i1]
        jump(i3, i1)
        """,
        """
        L1s: [i0, i1, i2]
        i3 = int_add(i0, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i0, i1, i2]
        jump(i3, i1, i2)
        """);
  }

  @Test
  void aLoopInvariantCallLeavesTheLoop() {
    loopBecomes(
        """
        L1: [i0]
        i2 = call_int(Things.version)
        i3 = int_add(i0, i2)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i0]
        jump(i3)
        """,
        """
        L1s: [i0, i1]
        i3 = int_add(i0, i1)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i0, i1]
        jump(i3, i1)
        """);
  }

  @Test
  void twoFramesThatDifferAreAskedOnce() {
    loopBecomes(
        """
        L1: [r0, r1, i2]
        guard_nonnull(r0) [r0, r1, i2]
        guard_nonnull(r1) [r0, r1, i2]
        i3 = getfield_int(r0, Frame.acc)
        i4 = getfield_int(r1, Frame.acc)
        i5 = int_add(i3, i2)
        setfield_int(r0, i5, Frame.acc)
        i6 = int_add(i4, 1)
        setfield_int(r1, i6, Frame.acc)
        i7 = int_lt(i6, 1000)
        guard_true(i7) [r0, r1, i2]
        jump(r0, r1, i2)
        """,
        """
        L1s: [r0, r1, i2, i3, i4]
        i5 = int_add(i3, i2)
        i6 = int_add(i4, 1)
        i7 = int_lt(i6, 1000)
        guard_true(i7) [r0, r1, i2, i5, i6]
        jump(r0, r1, i2, i5, i6)
        """);
  }

  @Test
  void anObjectThatIsNotAConstantIsAskedOnce() {
    loopBecomes(
        """
        L1: [i0, r1]
        guard_nonnull(r1) [i0, r1]
        r2 = getfield_ref(r1, Node.next)
        i3 = ref_eq(r2, $node)
        guard_false(i3) [i0, r1]
        setfield_int(r1, i0, Node.value)
        i4 = int_add(i0, 1)
        i5 = int_lt(i4, 1000)
        guard_true(i5) [i4, r1, r2]
        jump(i4, r1)
        """,
        """
        L1s: [i0, r1, r2]
        i3 = int_add(i0, 1)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i3, r1, r2, i0]
        jump(i3, r1, r2)
        """);
  }

  @Test
  void anElementAtAnIndexThatIsConstantFromNowOnLeavesTheLoop() {
    loopBecomes(
        """
        L1: [i0, r1]
        guard_nonnull(r1) [i0, r1]
        r2 = getfield_ref(r1, Frame.ints)
        i3 = getfield_int(r1, Frame.sp)
        i4 = int_sub(i3, 1)
        i5 = array_length(r2)
        i6 = uint_lt(i4, i5)
        guard_true(i6) [i0, r1]
        i7 = getarrayitem_int(r2, i4, int[])
        guard_value(i3, 5) [i0, r1]
        i8 = int_add(i0, i7)
        i9 = int_lt(i8, 1000)
        guard_true(i9) [i0, r1]
        jump(i8, r1)
        """,
        """
        L1s: [i0, r1, r2, i3, i4]
        i5 = int_add(i0, i3)
        i6 = int_lt(i5, 1000)
        guard_true(i6) [i0, r1, r2, i4, i3]
        jump(i5, r1, r2, i3, i4)
        """);
  }

  @Test
  void anArgumentThatIsConstantFromNowOnIsNoInput() {
    loopBecomes(
        """
        L1: [i0, i1]
        i2 = int_add(i0, i1)
        i3 = int_add(i2, 5)
        i4 = int_lt(i3, 1000)
        guard_true(i4) [i0, i1]
        jump(i3, 7)
        """,
        """
        L1s: [i0]
        i1 = int_add(i0, 12)
        i2 = int_lt(i1, 1000)
        guard_true(i2) [i0]
        jump(i1)
        """);
  }

  @Test
  void argumentsThatChangePlacesStay() {
    loopStays(
        """
        L1: [i0, i1]
        i2 = int_lt(i0, 1000)
        guard_true(i2) [i0, i1]
        i3 = int_add(i0, i1)
        jump(i1, i3)
        """);
  }

  @Test
  void aLoopWithNothingToGainIsNotCopied() {
    loopStays(
        """
        L1: [i0]
        i1 = int_add(i0, 1)
        i2 = int_lt(i1, 1000)
        guard_true(i2) [i0]
        jump(i1)
        """);
  }

  @Test
  void aLoopThatCannotGoOnIsNotCopied() {
    loopStays(
        """
        L1: [i0, i1]
        guard_value(i1, 5) [i0, i1]
        i2 = int_add(i0, 1)
        jump(i2, 6)
        """);
  }

  /** Every second turn leaves the loop, and its bridge comes back to it: the pair stays virtual. */
  @Test
  void aTurnThatTakesAnotherWayThanTheNextKeepsItsObjects() {
    loopBecomes(
        """
        L1: [i0, r1]
        guard_nonnull_class(r1, Node) [i0, r1]
        i2 = getfield_int(r1, Node.value)
        i3 = int_and(i0, 1)
        guard_false(i3) [i0, r1]
        i4 = int_add(i2, i0)
        r5 = new(Node)
        setfield_int(r5, i4, Node.value)
        i6 = int_add(i0, 1)
        jump(i6, r5)
        """,
        """
        L1s: [i0, i1]
        i2 = int_and(i0, 1)
        guard_false(i2) [i0, i1]
        i3 = int_add(i1, i0)
        i4 = int_add(i0, 1)
        jump(i4, i3)
        """);
  }

  /** As above, where the ways are told apart by a number that is set. */
  @Test
  void aNumberThatIsAnotherConstantInEachTurnIsAnInput() {
    loopBecomes(
        """
        L1: [i0, r1]
        guard_nonnull_class(r1, Node) [i0, r1]
        i2 = getfield_int(r1, Node.value)
        guard_value(i2, 5) [i0, r1]
        r3 = new(Node)
        setfield_int(r3, 6, Node.value)
        i4 = int_add(i0, 1)
        jump(i4, r3)
        """,
        """
        L1s: [i0, i1]
        guard_value(i1, 5) [i0, i1]
        i2 = int_add(i0, 1)
        jump(i2, 6)
        """);
  }

  /**
   * What an interpreter leaves above the top of its stack is another constant on another way
   * through the loop: bridges pass theirs.
   */
  @Test
  void aConstantThatIsOnlyStoredIsAnInput() {
    loopBecomes(
        """
        L1: [r0, i1]
        guard_nonnull_class(r0, int[]) [r0, i1]
        i2 = array_length(r0)
        i3 = int_gt(i2, 4)
        guard_true(i3) [r0, i1]
        i4 = int_lt(i1, 100)
        guard_true(i4) [r0, i1]
        setarrayitem_int(r0, 3, 7, int[])
        i5 = int_add(i1, 1)
        jump(r0, i5)
        """,
        """
        L1s: [r0, i1, i2, i3]
        i4 = int_lt(i1, 100)
        guard_true(i4) [r0, i1, i3, i2]
        i5 = int_add(i1, 1)
        jump(r0, i5, i2, 7)
        """);
  }

  /** The same, where the constant is also what an invariant field of the guest program holds. */
  @Test
  void aConstantThatIsAlsoALiteralIsAnInputWhereItIsStored() {
    loopBecomes(
        """
        L1: [r0, i1, r2]
        guard_nonnull_class(r0, int[]) [r0, i1]
        i3 = array_length(r0)
        i4 = int_gt(i3, 4)
        guard_true(i4) [r0, i1]
        guard_nonnull_class(r2, Node) [r0, i1]
        i5 = getfield_int(r2, Node.value)
        guard_value(i5, 7) [r0, i1]
        i6 = int_lt(i1, 100)
        guard_true(i6) [r0, i1]
        setarrayitem_int(r0, 3, 7, int[])
        i7 = int_add(i1, 1)
        jump(r0, i7, r2)
        """,
        """
        L1s: [r0, i1, i2, i3]
        i4 = int_lt(i1, 100)
        guard_true(i4) [r0, i1, i3, i2]
        i5 = int_add(i1, 1)
        jump(r0, i5, i2, 7)
        """);
  }

  /** The same, where the constant is in a box that nothing but the store refers to. */
  @Test
  void aConstantInABoxThatIsOnlyStoredIsAnInput() {
    loopBecomes(
        """
        L1: [r0, i1]
        guard_nonnull_class(r0, Object[]) [r0, i1]
        i2 = array_length(r0)
        i3 = int_gt(i2, 4)
        guard_true(i3) [r0, i1]
        i8 = int_lt(i1, 100)
        guard_true(i8) [r0, i1]
        i4 = int_and(i1, 12)
        r5 = call_pure_ref(i4, java.lang.Integer.valueOf)
        setarrayitem_ref(r0, 3, r5, Object[])
        i6 = int_ne(i4, 0)
        guard_false(i6) [r0, i1]
        i7 = int_add(i1, 1)
        jump(r0, i7)
        """,
        """
        L1s: [r0, i1, i2, i3]
        i4 = int_lt(i1, 100)
        guard_true(i4) [r0, i1, i3, i2]
        i5 = int_and(i1, 12)
        i6 = int_ne(i5, 0)
        guard_false(i6) [r0, i1, i3, i2]
        i7 = int_add(i1, 1)
        jump(r0, i7, i2, 0)
        """);
  }

  private void loopStays(String text) {
    OptimizedLoop optimized = optimizeLoop(text);
    org.assertj.core.api.Assertions.assertThat(optimized.loop()).isNull();
    org.assertj.core.api.Assertions.assertThat(optimized.entry().last().target())
        .isSameAs(optimized.entry().token());
  }
}
