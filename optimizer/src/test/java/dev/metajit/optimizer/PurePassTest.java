package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** Nothing is computed twice. */
class PurePassTest extends OptimizerTester {
  @Test
  void computesOnce() {
    becomes(
        """
        [i0, i1]
        i2 = int_mul(i0, i1)
        i3 = int_mul(i0, i1)
        i4 = int_sub(i2, i3)
        finish(i4)
        """,
        """
        [i0, i1]
        finish(0)
        """);
  }

  @Test
  void operandsMayBeExchanged() {
    becomes(
        """
        [i0, i1]
        i2 = int_mul(i0, i1)
        i3 = int_mul(i1, i0)
        i4 = int_sub(i2, i3)
        finish(i4)
        """,
        """
        [i0, i1]
        finish(0)
        """);
  }

  @Test
  void aComparisonTurned() {
    becomes(
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        guard_true(i2) [i0]
        i3 = int_gt(i1, i0)
        finish(i3)
        """,
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        guard_true(i2) [i0]
        finish(1)
        """);
  }

  @Test
  void theInverseOfAKnownComparison() {
    becomes(
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        guard_true(i2) [i0]
        i3 = int_ge(i0, i1)
        finish(i3)
        """,
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        guard_true(i2) [i0]
        finish(0)
        """);
  }

  @Test
  void theInverseOfADoubleComparisonIsNotKnown() {
    becomes(
        """
        [d0, d1]
        i2 = double_lt(d0, d1)
        guard_false(i2) [d0]
        i3 = double_ge(d0, d1)
        finish(i3)
        """,
        """
        [d0, d1]
        i2 = double_lt(d0, d1)
        guard_false(i2) [d0]
        i3 = double_ge(d0, d1)
        finish(i3)
        """);
  }

  @Test
  void aLengthIsLoadedOnce() {
    becomes(
        """
        [r0]
        i1 = array_length(r0)
        call_void(Things.touch)
        guard_no_exception() [r0]
        i2 = array_length(r0)
        i3 = int_add(i1, i2)
        finish(i3)
        """,
        """
        [r0]
        i1 = array_length(r0)
        call_void(Things.touch)
        guard_no_exception() [r0]
        i3 = int_add(i1, i1)
        finish(i3)
        """);
  }

  @Test
  void anElidableCallIsMadeOnce() {
    becomes(
        """
        [i0]
        i1 = call_pure_int(i0, Things.square)
        i2 = call_pure_int(i0, Things.square)
        i3 = int_add(i1, i2)
        finish(i3)
        """,
        """
        [i0]
        i1 = call_pure_int(i0, Things.square)
        i3 = int_add(i1, i1)
        finish(i3)
        """);
  }

  @Test
  void anElidableCallThatReturnedOnceReturnsAgain() {
    becomes(
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        guard_no_exception() [i0]
        i2 = call_pure_int(i0, Things.inverse)
        guard_no_exception() [i0]
        i3 = int_add(i1, i2)
        finish(i3)
        """,
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        guard_no_exception() [i0]
        i3 = int_add(i1, i1)
        finish(i3)
        """);
  }

  @Test
  void anElidableCallThatThrewThrowsAgain() {
    becomes(
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        r2 = guard_exception(ArithmeticException) [i0]
        i3 = call_pure_int(i0, Things.inverse)
        r4 = guard_exception(ArithmeticException) [i0]
        finish(r4)
        """,
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        r2 = guard_exception(ArithmeticException) [i0]
        i3 = call_pure_int(i0, Things.inverse)
        r4 = guard_exception(ArithmeticException) [i0]
        finish(r4)
        """);
  }

  @Test
  void anElidableCallOfConstantsIsMadeNow() {
    becomes(
        """
        []
        i1 = call_pure_int(7, Things.square)
        i2 = call_pure_int(5, Things.inverse)
        guard_no_exception() []
        i3 = int_add(i1, i2)
        finish(i3)
        """,
        """
        []
        finish(69)
        """);
  }

  @Test
  void anElidableCallThatThrowsIsNotMadeNow() {
    becomes(
        """
        []
        i1 = call_pure_int(0, Things.inverse)
        guard_no_exception() []
        finish(i1)
        """,
        """
        []
        i1 = call_pure_int(0, Things.inverse)
        guard_no_exception() []
        finish(i1)
        """);
  }

  @Test
  void aLoopInvariantCallIsMadeOnce() {
    becomes(
        """
        []
        i1 = call_int(Things.version)
        call_void(Things.touch)
        guard_no_exception() []
        i2 = call_int(Things.version)
        i3 = int_add(i1, i2)
        finish(i3)
        """,
        """
        []
        i1 = call_int(Things.version)
        call_void(Things.touch)
        guard_no_exception() []
        i3 = int_add(i1, i1)
        finish(i3)
        """);
  }

  @Test
  void aCallWithEffectsIsMadeEachTime() {
    becomes(
        """
        [r0]
        i1 = call_int(r0, Things.bump)
        i2 = call_int(r0, Things.bump)
        finish(i2)
        """,
        """
        [r0]
        i1 = call_int(r0, Things.bump)
        i2 = call_int(r0, Things.bump)
        finish(i2)
        """);
  }

  @Test
  void anOverflowIsCheckedOnce() {
    becomes(
        """
        [i0, i1]
        i2 = int_add_ovf(i0, i1)
        guard_no_overflow() [i0, i1]
        i3 = int_add_ovf(i0, i1)
        guard_no_overflow() [i0, i1]
        i4 = int_add(i0, i1)
        i5 = int_xor(i3, i4)
        finish(i5)
        """,
        """
        [i0, i1]
        i2 = int_add_ovf(i0, i1)
        guard_no_overflow() [i0, i1]
        finish(0)
        """);
  }

  @Test
  void anUnusedResultIsNotComputed() {
    becomes(
        """
        [i0, r1]
        i2 = int_mul(i0, 3)
        i3 = getfield_int(r1, Node.value)
        i4 = call_pure_int(i0, Things.square)
        r5 = new_array(1000, int[])
        finish(i0)
        """,
        """
        [i0, r1]
        finish(i0)
        """);
  }

  @Test
  void anUnusedVolatileLoadStays() {
    becomes(
        """
        [r0]
        i1 = getfield_int(r0, Node.shared)
        finish(r0)
        """,
        """
        [r0]
        i1 = getfield_int(r0, Node.shared)
        finish(r0)
        """);
  }

  @Test
  void anUnusedCallThatMayRaiseStays() {
    becomes(
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        guard_no_exception() [i0]
        finish(i0)
        """,
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        guard_no_exception() [i0]
        finish(i0)
        """);
  }
}
