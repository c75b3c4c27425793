package dev.metajit.optimizer;

import org.junit.jupiter.api.Test;

/** What a bridge reads again without asking, as its guard's trace has asked about it. */
class ReloadsTest extends OptimizerTester {
  private static final String PATH_AGAIN =
      """
      r2 = getfield_ref(r0, Frame.back)
      guard_nonnull_class(r2, Frame) [r0, i1]
      r3 = getfield_ref(r2, Frame.stack)
      guard_nonnull(r3) [r0, i1]
      i4 = array_length(r3)
      i5 = int_gt(i4, 2)
      guard_true(i5) [r0, i1]
      r6 = getarrayitem_ref(r3, 2, Object[])
      guard_nonnull_class(r6, Node) [r0, i1]
      i7 = getfield_int(r6, Node.value)
      guard_value(i7, 5) [r0, i1]
      """;

  private static final String PATH =
      "[r0, i1]\nguard_nonnull_class(r0, Frame) [r0, i1]\n"
          + PATH_AGAIN
          + "guard_true(i1) [r0, i1]\nfinish()\n";

  @Test
  void readsAgainWhatTheTraceHadAskedAbout() {
    bridgeBecomes(
        PATH,
        6,
        "[r0, i1]\n" + PATH_AGAIN + "finish(r6)",
        """
        [r0, i1]
        r2 = getfield_ref(r0, Frame.back)
        r3 = getfield_ref(r2, Frame.stack)
        r4 = getarrayitem_ref(r3, 2, Object[])
        finish(r4)
        """);
    bridgeBecomes(PATH, 6, "[r0, i1]\n" + PATH_AGAIN + "finish()", "[r0, i1]\nfinish()");
  }

  @Test
  void whatMayHaveChangedIsAskedAboutAgain() {
    bridgeBecomes(
        PATH.replace("guard_true(i1)", "call_void(Things.touch)\nguard_no_exception()"),
        6,
        """
        [r0, i1, r2]
        r3 = getfield_ref(r0, Frame.back)
        guard_nonnull_class(r3, Frame) [r0, i1, r2]
        finish(r2)
        """,
        """
        [r0, i1, r2]
        r3 = getfield_ref(r0, Frame.back)
        guard_nonnull_class(r3, Frame) [r0, i1, r2]
        finish(r2)
        """);
  }

  @Test
  void theThrowableIsNotTakenForWhatIsReadAgain() {
    bridgeBecomes(
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0, i1]
        r2 = getfield_ref(r0, Node.next)
        guard_nonnull_class(r2, Leaf) [r0, i1]
        i3 = call_pure_int(i1, Things.inverse)
        guard_no_exception() [r0, i1]
        finish(i3)
        """,
        2,
        """
        [r0, i1, r2]
        r3 = getfield_ref(r0, Node.next)
        guard_nonnull_class(r3, Leaf) [r0, i1, r2]
        guard_nonnull_class(r2, ArithmeticException) [r0, i1, r2]
        finish(r3)
        """,
        """
        [r0, i1, r2]
        r3 = getfield_ref(r0, Node.next)
        guard_nonnull_class(r2, ArithmeticException) [r0, i1, r2]
        finish(r3)
        """);
  }
}
