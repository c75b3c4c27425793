package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import java.lang.ref.Reference;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bridges: what they know at their start, and how they come back to a loop. */
class BridgeTest extends OptimizerTester {
  /** Keeps a box as its value. */
  private static final String BOX =
      """
      L1: [r0]
      guard_nonnull_class(r0, Integer) [r0]
      i1 = getfield_int(r0, Integer.value)
      i2 = int_add(i1, 1)
      r3 = call_pure_ref(i2, java.lang.Integer.valueOf)
      i4 = int_lt(i2, 1000)
      guard_true(i4) [r0]
      jump(r3)
      """;

  /** The bridge from a guard of the loop proper. */
  private void bridge(String loopText, int guard, String text, String expected) {
    OptimizedLoop loop = optimizeLoop(loopText);
    names.target(loop.loop().token());
    bridge(loop, exit(loop.loop(), guard), text, expected);
  }

  private void bridge(OptimizedLoop loop, Exit from, String text, String expected) {
    Trace bridge =
        new Optimizer(settings())
            .optimizeBridge(
                parse(text), from, loop.loop() == null ? List.of() : List.of(loop.loop().token()));
    TraceVerifier.verify(bridge);
    assertThat(TraceText.canonical(bridge, names)).isEqualTo(TraceText.canonical(expected, names));
  }

  @Test
  void comesBackToTheLoopWithItsStorePutOff() {
    bridge(
        ACCUMULATOR,
        0,
        """
        [r0, i1, i2]
        setfield_int(r0, i2, Frame.acc)
        i3 = getfield_int(r0, Frame.acc)
        i4 = int_sub(i3, 500)
        setfield_int(r0, i4, Frame.acc)
        jump(r0, i1, target=L1)
        """,
        """
        [r0, i1, i2]
        i3 = int_add(i2, -500)
        jump(r0, i1, i3, target=L1s)
        """);
  }

  @Test
  void aBridgeThatDidNotStoreGoesToTheEntry() {
    bridge(
        ACCUMULATOR,
        0,
        """
        [r0, i1, i2]
        setfield_int(r0, i2, Frame.acc)
        call_void(Things.touch)
        guard_no_exception() [r0, i1]
        jump(r0, i1, target=L1)
        """,
        """
        [r0, i1, i2]
        setfield_int(r0, i2, Frame.acc)
        call_void(Things.touch)
        guard_no_exception() [r0, i1]
        jump(r0, i1, target=L1)
        """);
  }

  @Tag("K8")
  @Test
  void anotherFrameGoesToTheEntry() {
    bridge(
        ACCUMULATOR,
        0,
        """
        [r0, i1, i2]
        setfield_int(r0, i2, Frame.acc)
        r3 = getfield_ref(r0, Frame.back)
        jump(r3, i1, target=L1)
        """,
        """
        [r0, i1, i2]
        r3 = getfield_ref(r0, Frame.back)
        setfield_int(r0, i2, Frame.acc)
        jump(r3, i1, target=L1)
        """);
  }

  @Test
  void aBoxComesBackAsItsValue() {
    bridge(
        BOX,
        0,
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        guard_nonnull_class(r1, Integer) [r1]
        i2 = getfield_int(r1, Integer.value)
        i3 = int_sub(i2, 500)
        r4 = call_pure_ref(i3, java.lang.Integer.valueOf)
        jump(r4, target=L1)
        """,
        """
        [i0]
        i1 = int_add(i0, -500)
        jump(i1, target=L1s)
        """);
  }

  @Test
  void aBoxThatTheJdkKeepsComesBackAsItsValue() {
    bridge(
        BOX,
        0,
        """
        [i0]
        r1 = call_pure_ref(7, java.lang.Integer.valueOf)
        jump(r1, target=L1)
        """,
        """
        [i0]
        jump(7, target=L1s)
        """);
  }

  @Test
  void aStoreThatHadToBeDoneMayBeDoneAgain() {
    bridge(
        ACCUMULATOR,
        0,
        """
        [r0, i1, i2]
        setfield_int(r0, i2, Frame.acc)
        r3 = getfield_ref(r0, Frame.back)
        i4 = getfield_int(r3, Frame.acc)
        jump(r0, i4, target=L1)
        """,
        """
        [r0, i1, i2]
        r3 = getfield_ref(r0, Frame.back)
        setfield_int(r0, i2, Frame.acc)
        i4 = getfield_int(r3, Frame.acc)
        jump(r0, i4, i2, target=L1s)
        """);
  }

  /** What a trace has stored, the bridges of its guards may store again. */
  @Test
  void aStoreThatHadToBeDoneBeforeTheGuardMayBeDoneAgain() {
    OptimizedLoop loop = optimizeLoop(ACCUMULATOR);
    names.target(loop.loop().token());
    Trace first =
        new Optimizer(settings())
            .optimizeBridge(
                parse(
                    """
                    [r0, i1, i2]
                    setfield_int(r0, i2, Frame.acc)
                    r3 = getfield_ref(r0, Frame.back)
                    i4 = getfield_int(r3, Frame.acc)
                    i5 = int_lt(i4, 7)
                    guard_true(i5) [r0, i1, i2]
                    finish()
                    """),
                exit(loop.loop(), 0),
                List.of());
    bridge(
        loop,
        exit(first, exits(first) - 1),
        """
        [r0, i1, i2]
        jump(r0, i1, target=L1)
        """,
        """
        [r0, i1, i2]
        jump(r0, i1, i2, target=L1s)
        """);
  }

  private static int exits(Trace trace) {
    return (int) trace.operations().stream().filter(o -> o.op().isGuard()).count();
  }

  /** What the bridge lets others see is not the loop's hidden object any more. */
  @Test
  void anObjectThatAStoreLetsOthersSeeGoesToTheEntry() {
    bridge(
        """
        L1: [r0, i1, r2]
        guard_nonnull_class(r0, Node) [r0, i1, r2]
        i3 = getfield_int(r0, Node.value)
        i4 = int_add(i3, i1)
        r5 = new(Node)
        setfield_int(r5, i4, Node.value)
        i6 = int_lt(i4, 1000)
        guard_true(i6) [r0, i1, r2]
        jump(r5, i1, r2)
        """,
        0,
        """
        [i0, i1, r2]
        guard_nonnull_class(r2, Frame) [i0, i1, r2]
        r3 = new(Node)
        setfield_int(r3, i0, Node.value)
        setfield_ref(r2, r3, Frame.local)
        jump(r3, i1, r2, target=L1)
        """,
        """
        [i0, i1, r2]
        guard_nonnull_class(r2, Frame) [i0, i1, r2]
        r3 = new(Node)
        setfield_int(r3, i0, Node.value)
        setfield_ref(r2, r3, Frame.local)
        jump(r3, i1, r2, target=L1)
        """);
  }

  @Test
  void anAllocatedBoxGoesToTheEntry() {
    bridge(
        BOX,
        0,
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        call_void(r1, Things.opaque)
        guard_no_exception() [r1]
        jump(r1, target=L1)
        """,
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        call_void(r1, Things.opaque)
        guard_no_exception() [r1]
        jump(r1, target=L1)
        """);
  }

  private static final String INVARIANT =
      """
      L1: [r0, i1]
      guard_nonnull_class(r0, Node) [r0, i1]
      i2 = getfield_int(r0, Node.value)
      i3 = int_add(i1, i2)
      i4 = int_lt(i3, 1000)
      guard_true(i4) [r0, i1]
      jump(r0, i3)
      """;

  @Test
  void loadsWhatTheLoopHasAtHand() {
    bridge(
        INVARIANT,
        0,
        """
        [r0, i1, i9]
        i2 = call_int(r0, Things.bump)
        i3 = int_sub(i1, i2)
        jump(r0, i3, target=L1)
        """,
        """
        [r0, i1, i9]
        i2 = call_int(r0, Things.bump)
        i3 = int_sub(i1, i2)
        i4 = getfield_int(r0, Node.value)
        jump(r0, i3, i4, target=L1s)
        """);
  }

  @Test
  void passesOnWhatTheLoopHadAtHand() {
    bridge(
        INVARIANT,
        0,
        """
        [r0, i1, i2]
        i3 = int_sub(i1, 500)
        jump(r0, i3, target=L1)
        """,
        """
        [r0, i1, i2]
        i3 = int_add(i1, -500)
        jump(r0, i3, i2, target=L1s)
        """);
  }

  @Test
  void guardsWhatTheLoopCountsOn() {
    bridge(
        INVARIANT,
        0,
        """
        [r0, i1, i9]
        r2 = getfield_ref(r0, Node.next)
        jump(r2, 0, target=L1)
        """,
        """
        [r0, i1, i9]
        r2 = getfield_ref(r0, Node.next)
        guard_nonnull_class(r2, Node) [r2]
        i3 = getfield_int(r2, Node.value)
        jump(r2, 0, i3, target=L1s)
        """);
  }

  @Test
  void tellsWhichGuardsStandBeforeItsJump() {
    OptimizedLoop loop = optimizeLoop(INVARIANT);
    names.target(loop.loop().token());
    Trace bridge =
        new Optimizer(settings())
            .optimizeBridge(
                parse(
                    """
                    [r0, i1, i9]
                    i2 = int_lt(i9, 7)
                    guard_true(i2) [r0, i1]
                    r3 = getfield_ref(r0, Node.next)
                    jump(r3, 0, target=L1)
                    """),
                exit(loop.loop(), 0),
                List.of(loop.loop().token()));
    assertThat(exit(bridge, 0).isBeforeJump()).isFalse();
    assertThat(exit(bridge, 1).isBeforeJump()).isTrue();
  }

  @Test
  void aClassThatWasNotSeenIsNotAskedFor() {
    OptimizedLoop loop = optimizeLoop(INVARIANT);
    names.target(loop.loop().token());
    Trace recorded =
        parse(
            """
            [r0, i1, i9]
            r2 = getfield_ref(r0, Node.next)
            jump(r2, 0, target=L1)
            """);
    Things.Leaf leaf = new Things.Leaf();
    recorded.setSeen(recorded.operations().get(0).result(), Constant.ofRef(leaf));
    assertThat(bridgeFrom(0, loop, recorded).last().target()).isSameAs(loop.entry().token());
    Reference.reachabilityFence(leaf);
  }

  /** A guard on it would fail each time. */
  @Test
  void aNumberThatWasAnotherIsNotAskedFor() {
    OptimizedLoop loop = loopThatCountsOnFive();
    Trace recorded =
        parse(
            """
            [r0]
            i1 = getfield_int(r0, Node.value)
            jump(r0, i1, target=L1)
            """);
    assertThat(bridgeFrom(1, loop, recorded).last().target()).isSameAs(loop.loop().token());

    recorded.setSeen(recorded.operations().get(0).result(), Constant.ofInt(6));
    assertThat(bridgeFrom(1, loop, recorded).last().target()).isSameAs(loop.entry().token());
  }

  /** What it was is known of what has taken its place, too. */
  @Test
  void aNumberThatWasAnotherIsNotAskedForWhereItIsComputedInAnotherWay() {
    OptimizedLoop loop = loopThatCountsOnFive();
    Trace recorded =
        parse(
            """
            [r0]
            i1 = getfield_int(r0, Node.value)
            l2 = int_to_long(i1)
            l3 = long_mul(3L, l2)
            i4 = long_to_int(l3)
            l5 = int_to_long(i4)
            i6 = long_eq(l3, l5)
            guard_true(i6) [r0]
            jump(r0, i4, target=L1)
            """);
    assertThat(bridgeFrom(1, loop, recorded).last().target()).isSameAs(loop.loop().token());

    recorded.setSeen(recorded.operations().get(3).result(), Constant.ofInt(6));
    assertThat(bridgeFrom(1, loop, recorded).last().target()).isSameAs(loop.entry().token());
  }

  private OptimizedLoop loopThatCountsOnFive() {
    OptimizedLoop loop =
        optimizeLoop(
            """
            L1: [r0, i1]
            guard_nonnull_class(r0, Node) [r0, i1]
            i2 = getfield_int(r0, Node.value)
            i3 = int_mul(i1, 3)
            i4 = int_lt(i3, i2)
            guard_true(i4) [r0, i1]
            r5 = getfield_ref(r0, Node.next)
            jump(r5, 5)
            """);
    names.target(loop.loop().token());
    return loop;
  }

  private Trace bridgeFrom(int exit, OptimizedLoop loop, Trace recorded) {
    return new Optimizer(settings())
        .optimizeBridge(recorded, exit(loop.loop(), exit), List.of(loop.loop().token()));
  }

  @Test
  void knowsClassesAndRanges() {
    OptimizedLoop loop =
        optimizeLoop(
            """
            L1: [r0, i1]
            guard_nonnull_class(r0, Node) [r0, i1]
            i2 = int_lt(i1, 10)
            guard_true(i2) [r0, i1]
            i3 = getfield_int(r0, Node.value)
            i4 = int_lt(i3, 10)
            guard_true(i4) [r0, i1, i3]
            i5 = int_add(i1, i3)
            jump(r0, i5)
            """);
    Exit last = exit(loop.entry(), 2);
    Trace bridge =
        new Optimizer(settings())
            .optimizeBridge(
                parse(
                    """
                    [r0, i1]
                    guard_nonnull_class(r0, Node) [r0, i1]
                    i2 = int_lt(i1, 11)
                    guard_true(i2) [r0, i1]
                    finish(r0)
                    """),
                last,
                List.of());
    assertThat(TraceText.canonical(bridge, names)).isEqualTo("[r0, i1]\nfinish(r0)\n");
  }

  @Test
  void knowsWhatMemoryHolds() {
    bridgeBecomes(
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0, i1]
        i2 = getfield_int(r0, Node.value)
        call_void(r0, Things.opaque)
        guard_no_exception() [r0, i1]
        i3 = getfield_int(r0, Node.value)
        i4 = int_lt(i1, i3)
        guard_true(i4) [r0, i3]
        finish()
        """,
        2,
        "[r0, i1]\ni2 = getfield_int(r0, Node.value)\nfinish(i2)",
        "[r0, i1]\nfinish(i1)\n");
  }

  /** The height of a stack is not left, but two places on it are. */
  @Test
  void knowsWhatItsInputsDifferBy() {
    String pushed =
        """
        [r0, i1, i2]
        i3 = int_add(i1, -1)
        i4 = int_add(i1, 2)
        i5 = int_lt(i2, 7)
        guard_true(i5) [i3, i4, i2]
        finish()
        """;
    bridgeBecomes(
        pushed,
        0,
        """
        [i0, i1, i2]
        i3 = int_add(i0, 3)
        i4 = int_add(i1, -3)
        i5 = int_add(i1, 1)
        i6 = int_add(i0, 4)
        i7 = int_eq(i3, i1)
        guard_true(i7) [i0]
        i8 = int_eq(i4, i0)
        guard_true(i8) [i0]
        i9 = int_eq(i5, i6)
        guard_true(i9) [i0]
        finish(i5)
        """,
        """
        [i0, i1, i2]
        i3 = int_add(i0, 4)
        finish(i3)
        """);
  }

  @Test
  void knowsThatSumsWrap() {
    bridgeBecomes(
        """
        [i0, i1]
        i2 = int_add(i0, 2147483647)
        i3 = int_add(i2, 2147483647)
        i4 = int_lt(i1, 7)
        guard_true(i4) [i0, i3, i1]
        finish()
        """,
        0,
        """
        [i0, i1, i2]
        i3 = int_add(i0, -2)
        i4 = int_eq(i3, i1)
        guard_true(i4) [i0]
        i5 = int_lt(i1, i0)
        finish(i5)
        """,
        """
        [i0, i1, i2]
        i3 = int_lt(i1, i0)
        finish(i3)
        """);
  }

  @Test
  void knowsThatWhatItsGuardAskedIsNotSo() {
    bridgeBecomes(
        """
        [i0, l1]
        l2 = long_and(l1, 1L)
        i3 = long_ne(l2, 0L)
        guard_false(i3) [i0, l1]
        finish()
        """,
        0,
        """
        [i0, l1]
        l2 = long_and(l1, 1L)
        i3 = long_ne(l2, 0L)
        guard_true(i3) [i0, l1]
        finish(l2)
        """,
        """
        [i0, l1]
        finish(1L)
        """);
  }

  @Test
  void knowsTheRangesThatFollowFromTheGuardsFailing() {
    bridgeBecomes(
        """
        [i0, i1]
        i2 = int_lt(i0, 10)
        guard_true(i2) [i0, i1]
        finish()
        """,
        0,
        """
        [i0, i1]
        i2 = int_gt(i0, 9)
        guard_true(i2) [i0, i1]
        i3 = int_ge(i0, 11)
        finish(i3)
        """,
        """
        [i0, i1]
        i2 = int_ge(i0, 11)
        finish(i2)
        """);
  }

  /** NaN is neither less nor not less. */
  @Test
  void aDoubleThatIsNotLessMayBeNoNumber() {
    bridgeBecomes(
        """
        [d0, d1]
        i2 = double_lt(d0, d1)
        guard_true(i2) [d0, d1]
        finish()
        """,
        0,
        """
        [d0, d1]
        i2 = double_lt(d0, d1)
        guard_false(i2) [d0, d1]
        i3 = double_ge(d0, d1)
        finish(i3)
        """,
        """
        [d0, d1]
        i2 = double_ge(d0, d1)
        finish(i2)
        """);
  }

  /** A guard that was made to fail though it holds tells nothing. */
  @Test
  void nothingFollowsFromAFailureThatWasMade() {
    Trace first = optimizeBridge("[i0]\ni1 = int_lt(i0, 10)\nguard_true(i1) [i0]\nfinish()\n");
    Exit exit = exit(first, 0);
    exit.setKnowledge(Optimizer.knowledgeWithoutFailure(exit));
    String text = "[i0]\ni1 = int_lt(i0, 10)\nguard_true(i1) [i0]\nfinish()\n";
    Trace bridge = new Optimizer(settings()).optimizeBridge(parse(text), exit, List.of());
    assertThat(TraceText.canonical(bridge, names)).isEqualTo(TraceText.canonical(text, names));
  }

  @Test
  void knowsNothingWithoutExit() {
    becomes(
        """
        [r0]
        guard_nonnull(r0) [r0]
        finish(r0)
        """,
        """
        [r0]
        guard_nonnull(r0) [r0]
        finish(r0)
        """);
  }

  @Test
  void learnsThatAGuessWasWrong() {
    Trace first =
        optimizeBridge(
            """
            [r0, r1, i2]
            guard_nonnull(r0) [r0, r1, i2]
            i3 = getfield_int(r0, Node.value)
            setfield_int(r1, i2, Node.value)
            i4 = getfield_int(r0, Node.value)
            finish(i4)
            """);
    Trace bridge =
        new Optimizer(settings())
            .optimizeBridge(
                parse(
                    """
                    [r0, r1, i2]
                    setfield_int(r1, i2, Node.value)
                    i4 = getfield_int(r0, Node.value)
                    finish(i4)
                    """),
                exit(first, 1),
                List.of());
    assertThat(TraceText.canonical(bridge, names))
        .isEqualTo("[r0, r1, i2]\nsetfield_int(r1, i2, Node.value)\nfinish(i2)\n");
  }

  @Test
  void anExceptionGuardsBridgeHasTheThrowable() {
    Trace first =
        optimizeBridge(
            """
            [i0]
            i1 = call_pure_int(i0, Things.inverse)
            guard_no_exception() [i0]
            finish(i1)
            """);
    Trace bridge =
        new Optimizer(settings())
            .optimizeBridge(
                parse(
                    """
                    [i0, r1]
                    guard_nonnull_class(r1, ArithmeticException) [i0, r1]
                    finish_throw(r1)
                    """),
                exit(first, 0),
                List.of());
    assertThat(TraceText.canonical(bridge, names))
        .isEqualTo(
            "[i0, r1]\nguard_nonnull_class(r1, ArithmeticException) [i0, r1]\nfinish_throw(r1)\n");
  }

  @Test
  void aTraceMayEndWithAGuardThatAlwaysFails() {
    becomes(
        """
        [r0, i1]
        setfield_int(r0, i1, Node.value)
        guard_always_fails() [r0]
        finish()
        """,
        """
        [r0, i1]
        guard_always_fails() [r0, i1]
        setfield_int(r0, i1, Node.value)
        finish()
        """,
        "[r0]; r0.Node.value := i1\n");
  }

  @Test
  void aLoopThatDoesNotFitAfterAllLeavesNoGuards() {
    OptimizedLoop loop =
        optimizeLoop(
            """
            L1: [r0, i1]
            guard_nonnull_class(r0, Node) [r0, i1]
            r2 = getfield_ref(r0, Node.next)
            guard_nonnull_class(r2, Node) [r0, i1]
            r3 = getfield_ref(r2, Node.next)
            guard_nonnull_class(r3, Leaf) [r0, i1]
            i4 = int_add(i1, 1)
            i5 = int_lt(i4, 1000)
            guard_true(i5) [r0, i1]
            jump(r0, i4)
            """);
    names.target(loop.loop().token());
    bridge(
        loop,
        null,
        """
        [r0, r1, i2]
        guard_nonnull_class(r0, Node) [r0, i2]
        r3 = getfield_ref(r1, Node.next)
        setfield_ref(r3, null, Node.next)
        setfield_ref(r0, r3, Node.next)
        jump(r0, i2, target=L1)
        """,
        """
        [r0, r1, i2]
        guard_nonnull_class(r0, Node) [r0, i2]
        r3 = getfield_ref(r1, Node.next)
        i4 = ref_ne(r1, r3)
        guard_true(i4) [r0, i2, r1, r3]
        i5 = ref_ne(r1, r0)
        guard_true(i5) [r0, i2, r1]
        i6 = ref_ne(r3, r0)
        guard_true(i6) [r0, i2, r3]
        setfield_ref(r3, null, Node.next)
        setfield_ref(r0, r3, Node.next)
        jump(r0, i2, target=L1)
        """);
  }
}
