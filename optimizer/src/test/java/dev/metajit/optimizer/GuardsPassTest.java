package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What guards know and tell. */
class GuardsPassTest extends OptimizerTester {
  /** Where a trace is cut, what follows must not go back to an earlier guard. */
  @Test
  void aGuardThatAlwaysFailsHasAStateOfItsOwn() {
    becomes(
        """
        [i0]
        i1 = int_gt(i0, 0)
        guard_true(i1) [i0]
        i2 = int_add(i0, 5)
        guard_always_fails() [i2]
        finish(i2)
        """,
        """
        [i0]
        i1 = int_gt(i0, 0)
        guard_true(i1) [i0]
        i2 = int_add(i0, 5)
        guard_always_fails() [i2]
        finish(i2)
        """);
  }

  /** Its bridge would do again what was done since the guard before it. */
  @Test
  void theGuardOfABranchHasAStateOfItsOwn() {
    String text =
        """
        [i0]
        i1 = int_gt(i0, 0)
        guard_true(i1) [i0]
        i2 = int_add(i0, 5)
        i3 = int_lt(i2, 50)
        guard_true(i3) [i2]
        finish(i2)
        """;
    Trace plain = parse(text);
    Trace branches = parse(text);
    branches.operations().get(4).exit().setBranch();

    assertThat(leftAtLast(plain)).hasToString("[i0]");
    assertThat(leftAtLast(branches)).hasToString("[i2]");
  }

  /** The code that leaves would be long. */
  @Test
  void theGuardOfABranchWithManyValuesSharesTheStateBefore() {
    assertThat(leftByBranchBehind(24)).hasSize(1);
    assertThat(leftByBranchBehind(25)).hasSize(25);
  }

  /** What a branch leaves, which has one value, behind a guard that leaves with so many. */
  private List<Value> leftByBranchBehind(int values) {
    String inputs =
        IntStream.range(0, values).mapToObj(i -> "i" + i).collect(Collectors.joining(", "));
    Trace trace =
        parse(
            """
            [%1$s]
            i98 = int_gt(i0, 0)
            guard_true(i98) [%1$s]
            i100 = int_add(i0, 5)
            i101 = int_lt(i100, 50)
            guard_true(i101) [i100]
            finish(i100)
            """
                .formatted(inputs));
    trace.operations().get(4).exit().setBranch();
    return leftAtLast(trace);
  }

  /** What the last guard leaves when the trace has been optimized. */
  private List<Value> leftAtLast(Trace trace) {
    Trace optimized = new Optimizer(settings()).optimizeBridge(trace, null, List.of());
    return optimized.operations().stream()
        .filter(operation -> operation.op().isGuard())
        .reduce((first, second) -> second)
        .orElseThrow()
        .exit()
        .failArguments();
  }

  @Test
  void asksForAClassOnce() {
    becomes(
        """
        [r0]
        guard_nonnull_class(r0, Node) [r0]
        guard_class(r0, Node) [r0]
        guard_nonnull(r0) [r0]
        finish(r0)
        """,
        """
        [r0]
        guard_nonnull_class(r0, Node) [r0]
        finish(r0)
        """);
  }

  @Test
  void twoClassesContradict() {
    contradicts(
        """
        [r0]
        guard_nonnull_class(r0, Node) [r0]
        guard_nonnull_class(r0, Leaf) [r0]
        finish(r0)
        """);
  }

  @Test
  void aLaterClassGuardStrengthensAnEarlierNullGuard() {
    becomes(
        """
        [r0, i1]
        guard_nonnull(r0) [r0]
        i2 = int_lt(i1, 3)
        guard_true(i2) [i1]
        guard_class(r0, Node) [r0, i1]
        finish(r0)
        """,
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0]
        i2 = int_lt(i1, 3)
        guard_true(i2) [r0]
        finish(r0)
        """);
  }

  @Test
  void aNullIsConstant() {
    becomes(
        """
        [r0]
        guard_isnull(r0) [r0]
        i1 = instance_of(r0, Node)
        finish(i1)
        """,
        """
        [r0]
        guard_isnull(r0) [r0]
        finish(0)
        """);
  }

  @Test
  void nullIsNotNonNull() {
    contradicts(
        """
        [r0]
        guard_isnull(r0) [r0]
        guard_nonnull(r0) [r0]
        finish()
        """);
  }

  @Test
  void aValueIsConstantAfterItsGuard() {
    becomes(
        """
        [i0]
        guard_value(i0, 5) [i0]
        i1 = int_add(i0, 1)
        guard_value(i0, 5) [i0]
        finish(i1)
        """,
        """
        [i0]
        guard_value(i0, 5) [i0]
        finish(6)
        """);
  }

  @Test
  void twoValuesContradict() {
    contradicts(
        """
        [i0]
        guard_value(i0, 5) [i0]
        guard_value(i0, 6) [i0]
        finish()
        """);
  }

  @Test
  void aGuardOnABooleanValueIsAGuardOnTheBoolean() {
    becomes(
        """
        [i0]
        i1 = int_lt(i0, 5)
        guard_value(i1, 1) [i0]
        i2 = int_lt(i0, 6)
        finish(i2)
        """,
        """
        [i0]
        i1 = int_lt(i0, 5)
        guard_true(i1) [i0]
        finish(1)
        """);
  }

  @Test
  void aValueGuardTakesThePlaceOfTheClassGuardBeforeIt() {
    becomes(
        """
        [r0, i1]
        guard_nonnull(r0) [r0, i1]
        guard_class(r0, Node) [r0, i1]
        guard_value(r0, $node) [r0, i1]
        i2 = getfield_int(r0, Node.value)
        finish(i2)
        """,
        """
        [r0, i1]
        guard_value(r0, $node) [r0, i1]
        i2 = getfield_int($node, Node.value)
        finish(i2)
        """);
  }

  /** A comparison that turns out otherwise gets one bridge; a promoted value gets one for each. */
  @Test
  void aComparisonDoesNotPromote() {
    becomes(
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0, i1]
        i2 = ref_eq(r0, $node)
        guard_true(i2) [r0, i1]
        i3 = getfield_int(r0, Node.fixed)
        finish(i3)
        """,
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0, i1]
        i2 = ref_eq(r0, $node)
        guard_true(i2) [r0, i1]
        finish(42)
        """);
  }

  @Test
  void butNotIfSomethingWasDoneBetween() {
    becomes(
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0, i1]
        call_void(Things.touch)
        guard_no_exception() [r0, i1]
        guard_value(r0, $node) [r0, i1]
        finish(i1)
        """,
        """
        [r0, i1]
        guard_nonnull_class(r0, Node) [r0, i1]
        call_void(Things.touch)
        guard_no_exception() [r0, i1]
        guard_value(r0, $node) [r0, i1]
        finish(i1)
        """);
  }

  @Test
  void aPromotedObjectHasItsClass() {
    becomes(
        """
        [r0]
        guard_value(r0, $node) [r0]
        guard_nonnull_class(r0, Node) [r0]
        i1 = getfield_int(r0, Node.fixed)
        finish(i1)
        """,
        """
        [r0]
        guard_value(r0, $node) [r0]
        finish(42)
        """);
  }

  @Test
  void aComparisonWithNullIsANullGuard() {
    becomes(
        """
        [r0]
        i1 = ref_ne(r0, null)
        guard_true(i1) [r0]
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
  void anEqualityWithNullThatFailsIsANullGuard() {
    becomes(
        """
        [r0]
        i1 = ref_eq(r0, null)
        guard_false(i1) [r0]
        finish(r0)
        """,
        """
        [r0]
        guard_nonnull(r0) [r0]
        finish(r0)
        """);
  }

  @Test
  void sameObjectsAreOne() {
    becomes(
        """
        [r0, r1]
        i2 = ref_eq(r0, r1)
        guard_true(i2) [r0, r1]
        i3 = getfield_int(r0, Node.value)
        i4 = getfield_int(r1, Node.value)
        i5 = int_add(i3, i4)
        finish(i5)
        """,
        """
        [r0, r1]
        i2 = ref_eq(r0, r1)
        guard_true(i2) [r0, r1]
        i3 = getfield_int(r1, Node.value)
        i5 = int_add(i3, i3)
        finish(i5)
        """);
  }

  @Test
  void equalIntsAreOne() {
    becomes(
        """
        [i0, i1]
        i2 = int_eq(i0, i1)
        guard_true(i2) [i0, i1]
        i3 = int_sub(i0, i1)
        finish(i3)
        """,
        """
        [i0, i1]
        i2 = int_eq(i0, i1)
        guard_true(i2) [i0, i1]
        finish(0)
        """);
  }

  @Test
  void equalDoublesAreNotOne() {
    becomes(
        """
        [d0, d1]
        i2 = double_eq(d0, d1)
        guard_true(i2) [d0, d1]
        finish(d0)
        """,
        """
        [d0, d1]
        i2 = double_eq(d0, d1)
        guard_true(i2) [d0, d1]
        finish(d0)
        """);
  }

  @Test
  void differentObjectsDoNotAlias() {
    becomes(
        """
        [r0, r1, i2]
        i3 = ref_eq(r0, r1)
        guard_false(i3) [r0, r1]
        i4 = getfield_int(r0, Node.value)
        setfield_int(r1, i2, Node.value)
        i5 = getfield_int(r0, Node.value)
        i6 = int_add(i4, i5)
        finish(i6)
        """,
        """
        [r0, r1, i2]
        i3 = ref_eq(r0, r1)
        guard_false(i3) [r0, r1]
        i4 = getfield_int(r0, Node.value)
        i6 = int_add(i4, i4)
        setfield_int(r1, i2, Node.value)
        finish(i6)
        """);
  }

  @Test
  void anInstanceIsNotNull() {
    becomes(
        """
        [r0]
        i1 = instance_of(r0, Node)
        guard_true(i1) [r0]
        guard_nonnull(r0) [r0]
        finish(r0)
        """,
        """
        [r0]
        i1 = instance_of(r0, Node)
        guard_true(i1) [r0]
        finish(r0)
        """);
  }

  @Test
  void aCallThatCannotRaiseNeedsNoGuard() {
    becomes(
        """
        [r0]
        i1 = call_int(r0, Things.bump)
        guard_no_exception() [r0]
        finish(i1)
        """,
        """
        [r0]
        i1 = call_int(r0, Things.bump)
        finish(i1)
        """);
  }

  @Test
  void anExceptionHasItsClass() {
    becomes(
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        r2 = guard_exception(ArithmeticException) [i0]
        guard_nonnull_class(r2, ArithmeticException) [i0]
        finish_throw(r2)
        """,
        """
        [i0]
        i1 = call_pure_int(i0, Things.inverse)
        r2 = guard_exception(ArithmeticException) [i0]
        finish_throw(r2)
        """);
  }

  @Test
  void asksForInvalidationOnceBetweenCalls() {
    becomes(
        """
        []
        guard_not_invalidated(invalidation) []
        guard_not_invalidated(invalidation) []
        call_void(Things.touch)
        guard_no_exception() []
        guard_not_invalidated(invalidation) []
        finish()
        """,
        """
        []
        guard_not_invalidated(invalidation) []
        call_void(Things.touch)
        guard_no_exception() []
        guard_not_invalidated(invalidation) []
        finish()
        """);
  }

  @Test
  void guardsWithoutEffectBetweenLeaveToTheSameState() {
    becomes(
        """
        [i0, i1]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        i3 = int_lt(i1, 5)
        guard_true(i3) [i1, i0]
        finish(i0)
        """,
        """
        [i0, i1]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        i3 = int_lt(i1, 5)
        guard_true(i3) [i0]
        finish(i0)
        """);
  }

  /** So failures can be told apart by the value. The next guard need not leave it. */
  @Test
  void aPromotedValueIsLeftThoughTheStateBeforeDoesNotHaveIt() {
    becomes(
        """
        [r0, i1]
        guard_nonnull(r0) [r0, i1]
        i2 = array_length(r0)
        guard_value(i2, 4) [r0, i2]
        i3 = int_lt(i1, 7)
        guard_true(i3) [r0, i2, i3]
        finish(i1)
        """,
        """
        [r0, i1]
        guard_nonnull(r0) [r0, i1]
        i2 = array_length(r0)
        guard_value(i2, 4) [r0, i1, i2]
        i3 = int_lt(i1, 7)
        guard_true(i3) [r0, i1]
        finish(i1)
        """);
  }

  @Test
  void anEffectBetweenGuardsSeparatesTheirStates() {
    becomes(
        """
        [i0, i1]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        call_void(Things.touch)
        guard_no_exception() [i1]
        i3 = int_lt(i1, 5)
        guard_true(i3) [i1, i0]
        finish(i0)
        """,
        """
        [i0, i1]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        call_void(Things.touch)
        guard_no_exception() [i1]
        i3 = int_lt(i1, 5)
        guard_true(i3) [i1, i0]
        finish(i0)
        """);
  }

  @Test
  void theOppositeGuardReplacesATestOfABoolean() {
    becomes(
        """
        [d0, d1]
        i2 = double_cmpg(d0, d1)
        i3 = int_ge(i2, 0)
        guard_false(i3) [d0]
        finish(d0)
        """,
        """
        [d0, d1]
        i2 = double_lt(d0, d1)
        guard_true(i2) [d0]
        finish(d0)
        """);
  }
}
