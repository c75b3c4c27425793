package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** Objects that are never allocated, and those that are. */
class VirtualsPassTest extends OptimizerTester {
  @Test
  void anObjectThatStaysInsideIsNotAllocated() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.value)
        i2 = getfield_int(r1, Node.value)
        finish(i2)
        """,
        """
        [i0]
        finish(i0)
        """);
  }

  @Test
  void anUnsetFieldIsZero() {
    becomes(
        """
        []
        r1 = new(Node)
        i2 = getfield_int(r1, Node.value)
        r3 = getfield_ref(r1, Node.next)
        guard_isnull(r3) []
        finish(i2)
        """,
        """
        []
        finish(0)
        """);
  }

  @Test
  void aReturnedObjectIsAllocated() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.value)
        finish(r1)
        """,
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.value)
        finish(r1)
        """);
  }

  @Test
  void onlyTheLastValueIsStored() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, 5, Node.value)
        setfield_int(r1, i0, Node.value)
        finish(r1)
        """,
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.value)
        finish(r1)
        """);
  }

  @Test
  void zeroIsNotStored() {
    becomes(
        """
        []
        r1 = new(Node)
        setfield_int(r1, 0, Node.value)
        setfield_ref(r1, null, Node.next)
        finish(r1)
        """,
        """
        []
        r1 = new(Node)
        finish(r1)
        """);
  }

  @Test
  void nestedObjectsAreAllocatedTogether() {
    becomes(
        """
        []
        r1 = new(Node)
        r2 = new(Node)
        setfield_ref(r1, r2, Node.next)
        setfield_ref(r2, r1, Node.next)
        finish(r1)
        """,
        """
        []
        r1 = new(Node)
        r2 = new(Node)
        setfield_ref(r1, r2, Node.next)
        setfield_ref(r2, r1, Node.next)
        finish(r1)
        """);
  }

  @Test
  void anArgumentIsAllocated() {
    becomes(
        """
        []
        r1 = new(Node)
        call_void(r1, Things.opaque)
        guard_no_exception() []
        finish()
        """,
        """
        []
        r1 = new(Node)
        call_void(r1, Things.opaque)
        guard_no_exception() []
        finish()
        """);
  }

  @Test
  void anExitRebuildsTheObject() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.value)
        i2 = int_lt(i0, 5)
        guard_true(i2) [r1]
        finish()
        """,
        """
        [i0]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        finish()
        """,
        """
        [v0]; v0 = Node(value=i0)
        """);
  }

  @Test
  void anExitRebuildsACycle() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        r2 = new(Leaf)
        setfield_ref(r1, r2, Node.next)
        setfield_ref(r2, r1, Node.next)
        i9 = int_lt(i0, 5)
        guard_true(i9) [r1, r1]
        finish()
        """,
        """
        [i0]
        i2 = int_lt(i0, 5)
        guard_true(i2) []
        finish()
        """,
        """
        [v0, v0]; v0 = Node(next=v1); v1 = Leaf(next=v0)
        """);
  }

  @Test
  void anExitRebuildsAnArray() {
    becomes(
        """
        [i0]
        r1 = new_array(3, int[])
        setarrayitem_int(r1, 1, i0, int[])
        i2 = int_lt(i0, 5)
        guard_true(i2) [r1]
        finish()
        """,
        """
        [i0]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        finish()
        """,
        """
        [v0]; v0 = int[]3(_, i0, _)
        """);
  }

  @Test
  void anArrayOfKnownLengthIsItsElements() {
    becomes(
        """
        [i0]
        r1 = new_array(2, int[])
        setarrayitem_int(r1, 1, i0, int[])
        i2 = array_length(r1)
        i3 = getarrayitem_int(r1, 1, int[])
        i4 = getarrayitem_int(r1, 0, int[])
        i5 = int_add(i3, i4)
        i6 = int_add(i5, i2)
        finish(i6)
        """,
        """
        [i0]
        i6 = int_add(i0, 2)
        finish(i6)
        """);
  }

  @Test
  void anArrayOfUnknownLengthIsAllocated() {
    becomes(
        """
        [i0]
        r1 = new_array(i0, int[])
        i2 = array_length(r1)
        finish(i2)
        """,
        """
        [i0]
        finish(i0)
        """);
  }

  @Test
  void aVariableIndexAllocatesTheArray() {
    becomes(
        """
        [i0]
        r1 = new_array(2, int[])
        i3 = getarrayitem_int(r1, i0, int[])
        finish(i3)
        """,
        """
        [i0]
        r1 = new_array(2, int[])
        i3 = getarrayitem_int(r1, i0, int[])
        finish(i3)
        """);
  }

  @Test
  void aLongArrayIsAllocated() {
    becomes(
        """
        [i0]
        r1 = new_array(1000, int[])
        setarrayitem_int(r1, 1, i0, int[])
        finish(r1)
        """,
        """
        [i0]
        r1 = new_array(1000, int[])
        setarrayitem_int(r1, 1, i0, int[])
        finish(r1)
        """);
  }

  @Test
  void aFinalizedObjectIsAllocated() {
    becomes(
        """
        []
        r1 = new(Finalized)
        setfield_int(r1, 7, Finalized.value)
        i2 = getfield_int(r1, Finalized.value)
        finish(i2)
        """,
        """
        []
        r1 = new(Finalized)
        setfield_int(r1, 7, Finalized.value)
        finish(7)
        """);
  }

  @Test
  void aThrowableMayBeVirtual() {
    becomes(
        """
        []
        r1 = new(RuntimeException)
        guard_nonnull_class(r1, RuntimeException) []
        finish()
        """,
        """
        []
        finish()
        """);
  }

  @Test
  void aNewObjectIsNoOther() {
    becomes(
        """
        [r0]
        r1 = new(Node)
        i2 = ref_eq(r0, r1)
        finish(i2)
        """,
        """
        [r0]
        finish(0)
        """);
  }

  @Test
  void aNewObjectIsItself() {
    becomes(
        """
        []
        r1 = new(Node)
        i2 = ref_eq(r1, r1)
        finish(i2)
        """,
        """
        []
        finish(1)
        """);
  }

  @Test
  void aNewObjectHasItsClass() {
    becomes(
        """
        []
        r1 = new(Leaf)
        i2 = instance_of(r1, Node)
        r3 = get_class(r1)
        guard_value(r3, $Leaf.class) []
        finish(i2)
        """,
        """
        []
        finish(1)
        """);
  }

  @Test
  void aNewObjectOfAnotherClassContradicts() {
    contradicts(
        """
        []
        r1 = new(Leaf)
        guard_class(r1, Node) []
        finish()
        """);
  }

  @Test
  void aNewObjectIsNoConstant() {
    contradicts(
        """
        []
        r1 = new(Node)
        guard_value(r1, $node) []
        finish()
        """);
  }

  @Test
  void aNarrowFieldCutsWhatItHolds() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.small)
        i2 = getfield_int(r1, Node.small)
        finish(i2)
        """,
        """
        [i0]
        i2 = int_to_byte(i0)
        finish(i2)
        """);
  }

  @Test
  void aBooleanFieldHoldsOneBit() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.flag)
        i2 = getfield_int(r1, Node.flag)
        finish(i2)
        """,
        """
        [i0]
        i2 = int_and(i0, 1)
        finish(i2)
        """);
  }

  @Test
  void aStoredObjectWaitsWithItsStore() {
    becomes(
        """
        [r0, i1]
        r2 = new(Node)
        setfield_ref(r0, r2, Node.next)
        i3 = int_lt(i1, 5)
        guard_true(i3) [r0]
        setfield_ref(r0, null, Node.next)
        finish()
        """,
        """
        [r0, i1]
        i3 = int_lt(i1, 5)
        guard_true(i3) [r0]
        setfield_ref(r0, null, Node.next)
        finish()
        """,
        """
        [r0]; v0 = Node(); r0.Node.next := v0
        """);
  }

  @Test
  void aStoredObjectIsAllocatedWithItsStore() {
    becomes(
        """
        [r0, i1]
        r2 = new(Node)
        setfield_int(r2, i1, Node.value)
        setfield_ref(r0, r2, Node.next)
        finish()
        """,
        """
        [r0, i1]
        r2 = new(Node)
        setfield_int(r2, i1, Node.value)
        setfield_ref(r0, r2, Node.next)
        finish()
        """);
  }

  @Test
  void aVolatileFieldOfAHiddenObjectIsPlain() {
    becomes(
        """
        [i0]
        r1 = new(Node)
        setfield_int(r1, i0, Node.shared)
        i2 = getfield_int(r1, Node.shared)
        finish(i2)
        """,
        """
        [i0]
        finish(i0)
        """);
  }
}
