package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loads, stores, and what may come between. */
class HeapPassTest extends OptimizerTester {
  @Test
  void loadsOnce() {
    becomes(
        """
        [r0]
        i1 = getfield_int(r0, Node.value)
        i2 = getfield_int(r0, Node.value)
        i3 = int_add(i1, i2)
        finish(i3)
        """,
        """
        [r0]
        i1 = getfield_int(r0, Node.value)
        i3 = int_add(i1, i1)
        finish(i3)
        """);
  }

  @Test
  void storesOnceAndLate() {
    becomes(
        """
        [r0, i1]
        setfield_int(r0, i1, Node.value)
        i2 = int_add(i1, 1)
        setfield_int(r0, i2, Node.value)
        i3 = int_lt(i2, 10)
        guard_true(i3) [r0, i1]
        i4 = getfield_int(r0, Node.value)
        finish(i4)
        """,
        """
        [r0, i1]
        i2 = int_add(i1, 1)
        i3 = int_lt(i2, 10)
        guard_true(i3) [r0, i1, i2]
        setfield_int(r0, i2, Node.value)
        finish(i2)
        """,
        """
        [r0, i1]; r0.Node.value := i2
        """);
  }

  @Test
  void aLoadOfAnotherObjectMayBeOfTheSame() {
    becomes(
        """
        [r0, r1, i2]
        setfield_int(r0, i2, Node.value)
        i3 = getfield_int(r1, Node.value)
        i4 = getfield_int(r0, Node.value)
        i5 = int_add(i3, i4)
        finish(i5)
        """,
        """
        [r0, r1, i2]
        setfield_int(r0, i2, Node.value)
        i3 = getfield_int(r1, Node.value)
        i5 = int_add(i3, i2)
        finish(i5)
        """);
  }

  @Test
  void aStoreToAnotherObjectMayBeToTheSame() {
    becomes(
        """
        [r0, r1, i2]
        i3 = getfield_int(r0, Node.value)
        setfield_int(r1, i2, Node.value)
        i4 = getfield_int(r0, Node.value)
        i5 = int_add(i3, i4)
        finish(i5)
        """,
        """
        [r0, r1, i2]
        i3 = getfield_int(r0, Node.value)
        setfield_int(r1, i2, Node.value)
        i4 = getfield_int(r0, Node.value)
        i5 = int_add(i3, i4)
        finish(i5)
        """);
  }

  @Test
  void afterAGuardIdentityIsAsked() {
    becomes(
        """
        [r0, r1, i2]
        guard_nonnull(r0) [r0, r1]
        i3 = getfield_int(r0, Node.value)
        setfield_int(r1, i2, Node.value)
        i4 = getfield_int(r0, Node.value)
        i5 = int_add(i3, i4)
        finish(i5)
        """,
        """
        [r0, r1, i2]
        guard_nonnull(r0) [r0, r1]
        i3 = getfield_int(r0, Node.value)
        i6 = ref_ne(r0, r1)
        guard_true(i6) [r0, r1]
        i5 = int_add(i3, i3)
        setfield_int(r1, i2, Node.value)
        finish(i5)
        """);
  }

  @Test
  void objectsThatDifferForEverAreTwo() {
    becomes(
        """
        [r0, r1, i2]
        i3 = getfield_int(r0, Node.fixed)
        guard_value(i3, 1) [r0, r1]
        i4 = getfield_int(r1, Node.fixed)
        guard_value(i4, 2) [r0, r1]
        i5 = getfield_int(r0, Node.value)
        setfield_int(r1, i2, Node.value)
        i6 = getfield_int(r0, Node.value)
        i7 = int_add(i5, i6)
        finish(i7)
        """,
        """
        [r0, r1, i2]
        i3 = getfield_int(r0, Node.fixed)
        guard_value(i3, 1) [r0, r1, i3]
        i4 = getfield_int(r1, Node.fixed)
        guard_value(i4, 2) [r0, r1, i4]
        i5 = getfield_int(r0, Node.value)
        i7 = int_add(i5, i5)
        setfield_int(r1, i2, Node.value)
        finish(i7)
        """);
  }

  /** Another thread may write between the two loads. */
  @Test
  void objectsThatDifferNowMayBeOne() {
    becomes(
        """
        [r0, r1, i2]
        i3 = getfield_int(r0, Node.small)
        guard_value(i3, 1) [r0, r1]
        i4 = getfield_int(r1, Node.small)
        guard_value(i4, 2) [r0, r1]
        i5 = getfield_int(r0, Node.value)
        setfield_int(r1, i2, Node.value)
        i6 = getfield_int(r0, Node.value)
        i7 = int_add(i5, i6)
        finish(i7)
        """,
        """
        [r0, r1, i2]
        i3 = getfield_int(r0, Node.small)
        guard_value(i3, 1) [r0, r1, i3]
        i4 = getfield_int(r1, Node.small)
        guard_value(i4, 2) [r0, r1, i4]
        i5 = getfield_int(r0, Node.value)
        i8 = ref_ne(r0, r1)
        guard_true(i8) [r0, r1]
        i7 = int_add(i5, i5)
        setfield_int(r1, i2, Node.value)
        finish(i7)
        """);
  }

  /** One guard for each array, however many others there are. */
  @Test
  void classIsAskedOfArraysThatWereOfDifferentClasses() {
    Trace recorded =
        parse(
            """
            [r0, r1, r2, r3]
            guard_nonnull(r0) [r0, r1, r2]
            guard_nonnull(r1) [r0, r1, r2]
            guard_nonnull(r2) [r0, r1, r2]
            r4 = getarrayitem_ref(r0, 0, Object[])
            r5 = getarrayitem_ref(r1, 0, Object[])
            setarrayitem_ref(r2, 0, r3, Object[])
            r6 = getarrayitem_ref(r0, 0, Object[])
            r7 = getarrayitem_ref(r1, 0, Object[])
            i8 = ref_eq(r6, r7)
            finish(i8)
            """);
    recorded.setSeen(recorded.inputs().get(0), Constant.ofRef(new String[1]));
    recorded.setSeen(recorded.inputs().get(1), Constant.ofRef(new String[1]));
    recorded.setSeen(recorded.inputs().get(2), Constant.ofRef(new Object[1]));
    Trace optimized = new Optimizer(settings()).optimizeBridge(recorded, null, List.of());
    assertThat(TraceText.canonical(optimized, names))
        .isEqualTo(
            TraceText.canonical(
                """
                [r0, r1, r2, r3]
                guard_nonnull_class(r0, String[]) [r0, r1, r2]
                guard_nonnull_class(r1, String[]) [r0, r1, r2]
                guard_nonnull_class(r2, Object[]) [r0, r1, r2]
                r4 = getarrayitem_ref(r0, 0, Object[])
                r5 = getarrayitem_ref(r1, 0, Object[])
                i6 = ref_eq(r4, r5)
                setarrayitem_ref(r2, 0, r3, Object[])
                finish(i6)
                """,
                names));
  }

  @Test
  void objectsOfDifferentClassesDoNotAlias() {
    becomes(
        """
        [r0, r1, i2]
        guard_nonnull_class(r0, Node) []
        guard_nonnull_class(r1, Leaf) []
        i3 = getfield_int(r0, Node.value)
        setfield_int(r1, i2, Node.value)
        i4 = getfield_int(r0, Node.value)
        i5 = int_sub(i3, i4)
        finish(i5)
        """,
        """
        [r0, r1, i2]
        guard_nonnull_class(r0, Node) []
        guard_nonnull_class(r1, Leaf) []
        setfield_int(r1, i2, Node.value)
        finish(0)
        """);
  }

  @Test
  void differentFieldsDoNotAlias() {
    becomes(
        """
        [r0, r1, l2]
        i3 = getfield_int(r0, Node.value)
        setfield_long(r1, l2, Node.big)
        i4 = getfield_int(r0, Node.value)
        i5 = int_sub(i3, i4)
        finish(i5)
        """,
        """
        [r0, r1, l2]
        setfield_long(r1, l2, Node.big)
        finish(0)
        """);
  }

  @Test
  void differentIndexesDoNotAlias() {
    becomes(
        """
        [r0, i1]
        i2 = int_add(i1, 1)
        setarrayitem_int(r0, i1, 5, int[])
        setarrayitem_int(r0, i2, 6, int[])
        i3 = getarrayitem_int(r0, i1, int[])
        finish(i3)
        """,
        """
        [r0, i1]
        i2 = int_add(i1, 1)
        setarrayitem_int(r0, i1, 5, int[])
        setarrayitem_int(r0, i2, 6, int[])
        finish(5)
        """);
  }

  @Test
  void unrelatedIndexesMayBeTheSame() {
    becomes(
        """
        [r0, i1, i2]
        setarrayitem_int(r0, i1, 5, int[])
        setarrayitem_int(r0, i2, 6, int[])
        i3 = getarrayitem_int(r0, i1, int[])
        finish(i3)
        """,
        """
        [r0, i1, i2]
        setarrayitem_int(r0, i1, 5, int[])
        setarrayitem_int(r0, i2, 6, int[])
        i3 = getarrayitem_int(r0, i1, int[])
        finish(i3)
        """);
  }

  @Test
  void theSameSumIsTheSameIndex() {
    becomes(
        """
        [r0, i1]
        i2 = int_add(i1, 2)
        setarrayitem_int(r0, i2, 5, int[])
        i3 = int_add(i1, 3)
        i4 = int_sub(i3, 1)
        i5 = getarrayitem_int(r0, i4, int[])
        finish(i5)
        """,
        """
        [r0, i1]
        i2 = int_add(i1, 2)
        setarrayitem_int(r0, i2, 5, int[])
        finish(5)
        """);
  }

  @Test
  void arraysOfDifferentStorageDoNotAlias() {
    becomes(
        """
        [r0, r1, i2]
        i3 = getarrayitem_int(r0, 0, int[])
        setarrayitem_int(r1, 0, i2, char[])
        i4 = getarrayitem_int(r0, 0, int[])
        i5 = int_sub(i3, i4)
        finish(i5)
        """,
        """
        [r0, r1, i2]
        i3 = int_to_char(i2)
        setarrayitem_int(r1, 0, i3, char[])
        finish(0)
        """);
  }

  @Test
  void arraysOfDifferentLengthDoNotAlias() {
    becomes(
        """
        [r0, r1, i2]
        i3 = array_length(r0)
        guard_value(i3, 3) []
        i4 = array_length(r1)
        guard_value(i4, 4) []
        i5 = getarrayitem_int(r0, 0, int[])
        setarrayitem_int(r1, 0, i2, int[])
        i6 = getarrayitem_int(r0, 0, int[])
        i7 = int_sub(i5, i6)
        finish(i7)
        """,
        """
        [r0, r1, i2]
        i3 = array_length(r0)
        guard_value(i3, 3) [i3]
        i4 = array_length(r1)
        guard_value(i4, 4) [i4]
        setarrayitem_int(r1, 0, i2, int[])
        finish(0)
        """);
  }

  @Test
  void booleanAndByteArraysMayBeTheSame() {
    becomes(
        """
        [r0, r1, i2]
        setarrayitem_int(r0, 0, 1, byte[])
        i3 = getarrayitem_int(r1, 0, boolean[])
        finish(i3)
        """,
        """
        [r0, r1, i2]
        setarrayitem_int(r0, 0, 1, byte[])
        i3 = getarrayitem_int(r1, 0, boolean[])
        finish(i3)
        """);
  }

  @Test
  void bytesThatMakeAValueSeeElementsAndChangeThem() {
    becomes(
        """
        [r0, r1, l2, i3]
        guard_nonnull_class(r0, byte[]) [r0]
        setarrayitem_int(r0, 0, i3, byte[])
        setfield_int(r1, i3, Node.value)
        i4 = getarrayitem_int(r0, 5, byte[])
        i5 = getbytes_int(r0, l2, int[])
        i6 = getarrayitem_int(r0, 5, byte[])
        setbytes_long(r0, l2, 7L, long[])
        i7 = getarrayitem_int(r0, 5, byte[])
        i8 = int_add(i4, i5)
        i9 = int_add(i6, i7)
        i10 = int_add(i8, i9)
        finish(i10)
        """,
        """
        [r0, r1, l2, i3]
        guard_nonnull_class(r0, byte[]) [r0]
        i4 = int_to_byte(i3)
        i5 = getarrayitem_int(r0, 5, byte[])
        setarrayitem_int(r0, 0, i4, byte[])
        i6 = getbytes_int(r0, l2, int[])
        setbytes_long(r0, l2, 7L, long[])
        i7 = getarrayitem_int(r0, 5, byte[])
        i8 = int_add(i5, i6)
        i9 = int_add(i5, i7)
        i10 = int_add(i8, i9)
        setfield_int(r1, i3, Node.value)
        finish(i10)
        """);
  }

  @Test
  void aRandomCallSeesAllStores() {
    becomes(
        """
        [r0, i1]
        setfield_int(r0, i1, Node.value)
        call_void(Things.touch)
        guard_no_exception() [r0]
        i2 = getfield_int(r0, Node.value)
        finish(i2)
        """,
        """
        [r0, i1]
        setfield_int(r0, i1, Node.value)
        call_void(Things.touch)
        guard_no_exception() [r0]
        i2 = getfield_int(r0, Node.value)
        finish(i2)
        """);
  }

  @Test
  void aRandomCallDoesNotSeeAHiddenObject() {
    becomes(
        """
        [i1]
        r0 = new(Node)
        setfield_int(r0, i1, Node.value)
        call_void(Things.touch)
        guard_no_exception() []
        i2 = getfield_int(r0, Node.value)
        finish(i2)
        """,
        """
        [i1]
        call_void(Things.touch)
        guard_no_exception() []
        finish(i1)
        """);
  }

  @Test
  void aCallSeesWhatItReads() {
    becomes(
        """
        [r0, i1, l2]
        setfield_int(r0, i1, Node.value)
        setfield_long(r0, l2, Node.big)
        i3 = call_int(r0, Things.readsValue)
        setfield_long(r0, 5L, Node.big)
        i4 = getfield_int(r0, Node.value)
        i5 = int_add(i3, i4)
        finish(i5)
        """,
        """
        [r0, i1, l2]
        setfield_int(r0, i1, Node.value)
        i3 = call_int(r0, Things.readsValue)
        i5 = int_add(i3, i1)
        setfield_long(r0, 5L, Node.big)
        finish(i5)
        """);
  }

  @Test
  void aCallThatReadsAnythingChangesNothing() {
    becomes(
        """
        [r0, r1, i2]
        r3 = getarrayitem_ref(r1, 0, Object[])
        setfield_int(r0, i2, Node.value)
        setfield_long(r0, 5L, Node.big)
        i4 = call_int(r0, Things.readsAll)
        guard_no_exception() [r0]
        i5 = getfield_int(r0, Node.value)
        r6 = getarrayitem_ref(r1, 0, Object[])
        i7 = ref_eq(r3, r6)
        i8 = int_add(i4, i5)
        i9 = int_add(i8, i7)
        finish(i9)
        """,
        """
        [r0, r1, i2]
        setfield_int(r0, i2, Node.value)
        setfield_long(r0, 5L, Node.big)
        i4 = call_int(r0, Things.readsAll)
        guard_no_exception() [r0]
        i8 = int_add(i4, i2)
        i9 = int_add(i8, 1)
        finish(i9)
        """);
  }

  @Test
  void aCallChangesWhatItWrites() {
    becomes(
        """
        [r0, i1]
        i2 = getfield_int(r0, Node.value)
        l3 = getfield_long(r0, Node.big)
        i4 = call_int(r0, Things.bump)
        i5 = getfield_int(r0, Node.value)
        l6 = getfield_long(r0, Node.big)
        l7 = long_sub(l3, l6)
        i8 = int_add(i2, i5)
        i9 = long_to_int(l7)
        i10 = int_add(i8, i9)
        finish(i10)
        """,
        """
        [r0, i1]
        i2 = getfield_int(r0, Node.value)
        i4 = call_int(r0, Things.bump)
        i5 = getfield_int(r0, Node.value)
        i8 = int_add(i2, i5)
        finish(i8)
        """);
  }

  @Test
  void anElidableCallChangesNothing() {
    becomes(
        """
        [r0, i1]
        setfield_int(r0, i1, Node.value)
        i2 = call_pure_int(i1, Things.square)
        setfield_int(r0, 7, Node.value)
        finish(i2)
        """,
        """
        [r0, i1]
        i2 = call_pure_int(i1, Things.square)
        setfield_int(r0, 7, Node.value)
        finish(i2)
        """);
  }

  @Test
  void anImmutableFieldStaysKnown() {
    becomes(
        """
        [r0]
        i1 = getfield_int(r0, Node.fixed)
        call_void(Things.touch)
        guard_no_exception() [r0]
        i2 = getfield_int(r0, Node.fixed)
        i3 = int_sub(i1, i2)
        finish(i3)
        """,
        """
        [r0]
        call_void(Things.touch)
        guard_no_exception() [r0]
        finish(0)
        """);
  }

  @Test
  void aVolatileLoadIsNeverKnown() {
    becomes(
        """
        [r0]
        i1 = getfield_int(r0, Node.shared)
        i2 = getfield_int(r0, Node.shared)
        i3 = int_sub(i1, i2)
        finish(i3)
        """,
        """
        [r0]
        i1 = getfield_int(r0, Node.shared)
        i2 = getfield_int(r0, Node.shared)
        i3 = int_sub(i1, i2)
        finish(i3)
        """);
  }

  @Test
  void aVolatileStorePublishesTheOthers() {
    becomes(
        """
        [r0, i1]
        setfield_int(r0, i1, Node.value)
        setfield_int(r0, 1, Node.shared)
        setfield_int(r0, 2, Node.value)
        finish()
        """,
        """
        [r0, i1]
        setfield_int(r0, i1, Node.value)
        setfield_int(r0, 1, Node.shared)
        setfield_int(r0, 2, Node.value)
        finish()
        """);
  }

  @Test
  void aVolatileLoadForgetsTheOthers() {
    becomes(
        """
        [r0]
        i1 = getfield_int(r0, Node.value)
        i2 = getfield_int(r0, Node.shared)
        i3 = getfield_int(r0, Node.value)
        i4 = int_sub(i1, i3)
        finish(i4)
        """,
        """
        [r0]
        i1 = getfield_int(r0, Node.value)
        i2 = getfield_int(r0, Node.shared)
        i3 = getfield_int(r0, Node.value)
        i4 = int_sub(i1, i3)
        finish(i4)
        """);
  }

  @Test
  void anOpaqueLoadIsMadeEachTimeAndOrdersNothing() {
    becomes(
        """
        [r0, i1]
        guard_nonnull(r0) [r0, i1]
        i2 = getfield_int(r0, Node.value)
        setfield_int(r0, i1, Node.value)
        i3 = getfield_int(r0, Node.shared:opaque)
        i4 = getfield_int(r0, Node.shared:opaque)
        i5 = getfield_int(r0, Node.value)
        i6 = int_add(i2, i5)
        i7 = int_add(i3, i4)
        i8 = int_add(i6, i7)
        finish(i8)
        """,
        """
        [r0, i1]
        guard_nonnull(r0) [r0, i1]
        i2 = getfield_int(r0, Node.value)
        i3 = getfield_int(r0, Node.shared:opaque)
        i4 = getfield_int(r0, Node.shared:opaque)
        i5 = int_add(i2, i1)
        i6 = int_add(i3, i4)
        i7 = int_add(i5, i6)
        setfield_int(r0, i1, Node.value)
        finish(i7)
        """);
  }

  @Test
  void theSameValueIsNotStoredAgain() {
    becomes(
        """
        [r0]
        i1 = getfield_int(r0, Node.value)
        setfield_int(r0, i1, Node.value)
        finish()
        """,
        """
        [r0]
        finish()
        """);
  }

  @Test
  void aNarrowStoreIsLoadedCut() {
    becomes(
        """
        [r0, i1]
        setfield_int(r0, i1, Node.letter)
        i2 = getfield_int(r0, Node.letter)
        finish(i2)
        """,
        """
        [r0, i1]
        i2 = int_to_char(i1)
        setfield_int(r0, i2, Node.letter)
        finish(i2)
        """);
  }

  @Test
  void aByteElementIsLoadedCut() {
    becomes(
        """
        [r0, i1]
        setarrayitem_int(r0, 0, i1, byte[])
        i2 = getarrayitem_int(r0, 0, byte[])
        finish(i2)
        """,
        """
        [r0, i1]
        i2 = int_to_byte(i1)
        setarrayitem_int(r0, 0, i2, byte[])
        finish(i2)
        """);
  }

  @Test
  void anElementThatWaitsIsInTheExit() {
    becomes(
        """
        [r0, i1]
        guard_nonnull(r0) [r0]
        i2 = int_add(i1, 1)
        setarrayitem_int(r0, i2, i1, int[])
        call_void(Things.touch)
        guard_no_exception() [r0]
        setarrayitem_int(r0, i2, 3, int[])
        i3 = int_lt(i1, 0)
        guard_true(i3) [i1]
        finish()
        """,
        """
        [r0, i1]
        guard_nonnull(r0) [r0]
        i2 = int_add(i1, 1)
        setarrayitem_int(r0, i2, i1, int[])
        call_void(Things.touch)
        guard_no_exception() [r0]
        i3 = int_lt(i1, 0)
        guard_true(i3) [i1, i2, r0]
        setarrayitem_int(r0, i2, 3, int[])
        finish()
        """,
        """
        [r0]
        [r0]
        [i1]; r0[i2] := 3
        """);
  }

  @Test
  void anExitSharesTheStateBeforeTheStore() {
    becomes(
        """
        [r0, i1]
        guard_nonnull(r0) [r0]
        setfield_int(r0, i1, Node.value)
        i3 = int_lt(i1, 0)
        guard_true(i3) [i1]
        finish()
        """,
        """
        [r0, i1]
        guard_nonnull(r0) [r0]
        i3 = int_lt(i1, 0)
        guard_true(i3) [r0]
        setfield_int(r0, i1, Node.value)
        finish()
        """,
        """
        [r0]
        [r0]
        """);
  }
}
