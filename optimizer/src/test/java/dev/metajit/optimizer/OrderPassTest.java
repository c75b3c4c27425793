package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which number is less than which. */
class OrderPassTest extends OptimizerTester {
  @Test
  void lessThanOneLimitIsLessThanAGreaterOne() {
    becomes(
        """
        [i0, i1, i2]
        i3 = int_lt(i0, i1)
        guard_true(i3) [i0, i1, i2]
        i4 = int_gt(i1, i2)
        guard_false(i4) [i0, i1, i2]
        i5 = int_lt(i0, i2)
        guard_true(i5) [i0, i1, i2]
        i6 = int_eq(i0, i2)
        finish(i6)
        """,
        """
        [i0, i1, i2]
        i3 = int_lt(i0, i1)
        guard_true(i3) [i0, i1, i2]
        i4 = int_gt(i1, i2)
        guard_false(i4) [i0, i1, i2]
        finish(0)
        """);
  }

  @Test
  void noGreaterIsNotLess() {
    becomes(
        """
        [i0, i1, i2]
        i3 = int_le(i0, i1)
        guard_true(i3) [i0, i1, i2]
        i4 = int_le(i1, i2)
        guard_true(i4) [i0, i1, i2]
        i5 = int_lt(i0, i2)
        finish(i5)
        """,
        """
        [i0, i1, i2]
        i3 = int_le(i0, i1)
        guard_true(i3) [i0, i1, i2]
        i4 = int_le(i1, i2)
        guard_true(i4) [i0, i1, i2]
        i5 = int_lt(i0, i2)
        finish(i5)
        """);
  }

  @Test
  void anIndexThatStartsAtOneIsLessThanTheLength() {
    becomes(
        """
        [i0, r1]
        i2 = int_ge(i0, 1)
        guard_true(i2) [i0, r1]
        i3 = array_length(r1)
        i4 = int_le(i0, i3)
        guard_true(i4) [i0, r1]
        i5 = int_sub(i0, 1)
        i6 = uint_lt(i5, i3)
        guard_true(i6) [i0, r1]
        i7 = getarrayitem_int(r1, i5, int[])
        finish(i7)
        """,
        """
        [i0, r1]
        i2 = int_ge(i0, 1)
        guard_true(i2) [i0, r1]
        i3 = array_length(r1)
        i4 = int_le(i0, i3)
        guard_true(i4) [i0, r1]
        i5 = int_add(i0, -1)
        i6 = getarrayitem_int(r1, i5, int[])
        finish(i6)
        """);
  }

  /** The least int minus one is the greatest. */
  @Test
  void aDifferenceThatMayWrapSaysNothing() {
    becomes(
        """
        [i0, i1]
        i2 = int_le(i0, i1)
        guard_true(i2) [i0, i1]
        i3 = int_sub(i0, 1)
        i4 = int_lt(i3, i1)
        finish(i4)
        """,
        """
        [i0, i1]
        i2 = int_le(i0, i1)
        guard_true(i2) [i0, i1]
        i3 = int_add(i0, -1)
        i4 = int_lt(i3, i1)
        finish(i4)
        """);
  }

  @Test
  void aSumThatDidNotOverflowIsGreater() {
    becomes(
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        guard_false(i2) [i0, i1]
        i3 = int_add_ovf(i0, 2)
        guard_no_overflow() [i0, i1]
        i4 = int_gt(i3, i1)
        finish(i4)
        """,
        """
        [i0, i1]
        i2 = int_lt(i0, i1)
        guard_false(i2) [i0, i1]
        i3 = int_add_ovf(i0, 2)
        guard_no_overflow() [i0, i1]
        finish(1)
        """);
  }

  @Test
  void anIntIsComparedWithALong() {
    becomes(
        """
        [i0, i1, l2]
        i3 = int_lt(i0, i1)
        guard_true(i3) [i0, i1, l2]
        l4 = int_to_long(i1)
        i5 = long_le(l4, l2)
        guard_true(i5) [i0, i1, l2]
        l6 = int_to_long(i0)
        i7 = long_ge(l6, l2)
        finish(i7)
        """,
        """
        [i0, i1, l2]
        i3 = int_lt(i0, i1)
        guard_true(i3) [i0, i1, l2]
        l4 = int_to_long(i1)
        i5 = long_le(l4, l2)
        guard_true(i5) [i0, i1, l2]
        finish(0)
        """);
  }

  /** As an unsigned number, -1 is greater than all others. */
  @Test
  void unsignedOrderOfNegativeNumbersIsAnother() {
    becomes(
        """
        [i0, i1]
        i2 = uint_lt(i0, i1)
        guard_true(i2) [i0, i1]
        i3 = int_lt(i0, i1)
        finish(i3)
        """,
        """
        [i0, i1]
        i2 = uint_lt(i0, i1)
        guard_true(i2) [i0, i1]
        i3 = int_lt(i0, i1)
        finish(i3)
        """);
  }

  private static final String SUM =
      """
      L1: [i0, i1, i2, r3]
      guard_nonnull_class(r3, int[]) [i0, i1, i2, r3]
      i4 = array_length(r3)
      i5 = uint_lt(i0, i4)
      guard_true(i5) [i0, i1, i2, r3]
      i6 = getarrayitem_int(r3, i0, int[])
      i7 = int_add(i2, i6)
      i8 = int_add_ovf(i0, 1)
      guard_no_overflow() [i0, i1, i2, r3]
      i9 = int_lt(i8, i1)
      guard_true(i9) [i0, i1, i2, r3]
      jump(i8, i1, i7, r3)
      """;

  private OptimizedLoop sum(int limit, int length) {
    Trace trace = parse(SUM);
    trace.setSeen(trace.inputs().get(1), Constant.ofInt(limit));
    trace.setSeen(trace.operations().get(1).result(), Constant.ofInt(length));
    OptimizedLoop loop = new Optimizer(settings()).optimizeLoop(trace);
    TraceVerifier.verify(List.of(loop.entry(), loop.loop()));
    return loop;
  }

  private void loopIs(OptimizedLoop loop, String expected) {
    assertThat(TraceText.canonical(loop.loop(), names))
        .isEqualTo(TraceText.canonical(expected, names));
  }

  @Test
  void aCounterWithALimitIsNotComparedWithTheLength() {
    OptimizedLoop loop = sum(100, 200);
    loopIs(
        loop,
        """
        L1s: [i0, i1, i2, r3, i4]
        i5 = getarrayitem_int(r3, i0, int[])
        i6 = int_add(i2, i5)
        i7 = int_add(i0, 1)
        i8 = int_lt(i7, i1)
        guard_true(i8) [i0, i1, i2, r3, i4]
        jump(i7, i1, i6, r3, i4)
        """);
    assertThat(TraceText.canonical(loop.entry(), names)).contains("int_le(i1, i4)");
  }

  @Test
  void whoeverComesWithAGreaterLimitHasALoopThatAsks() {
    OptimizedLoop loop = sum(100, 200);
    assertThat(TraceText.canonical(loop.cautious(), names)).contains("uint_lt(i0, i4)");
    assertThat(loop.traces()).containsExactly(loop.entry(), loop.cautious(), loop.loop());
    assertThat(loop.loop().token().isGuessing()).isTrue();
    assertThat(loop.cautious().token().isGuessing()).isFalse();
    assertThat(loop.entry().operations())
        .filteredOn(operation -> operation.op() == Op.GUARD_TRUE)
        .last()
        .satisfies(
            guard -> {
              assertThat(guard.exit().isBeforeJump()).isTrue();
              assertThat(guard.exit().limitOf()).isSameAs(loop.loop().token().loopState());
            });
  }

  /** Then the loop always leaves where the array ends. */
  @Test
  void aCounterOfAShorterArrayIsNotComparedWithItsLimit() {
    OptimizedLoop loop = sum(200, 100);
    loopIs(
        loop,
        """
        L1s: [i0, i1, i2, r3, i4]
        i5 = uint_lt(i0, i4)
        guard_true(i5) [i0, i1, i2, r3, i4]
        i6 = getarrayitem_int(r3, i0, int[])
        i7 = int_add(i2, i6)
        i8 = int_add(i0, 1)
        jump(i8, i1, i7, r3, i4)
        """);
    assertThat(TraceText.canonical(loop.entry(), names)).contains("int_lt(i4, i1)");
  }

  @Test
  void limitsThatWereNotSeenAreNotGuessedAbout() {
    OptimizedLoop loop = optimizeLoop(SUM);
    assertThat(loop.cautious()).isNull();
    assertThat(TraceText.canonical(loop.loop(), names)).contains("uint_lt(i0, i4)");
    assertThat(loop.loop().token().isGuessing()).isFalse();
  }
}
