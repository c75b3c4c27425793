package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundsTest {
  private static final int RUNS = 3_000;

  /** Bounds and some values in them. */
  private record Sample(Bounds bounds, List<Long> values) {}

  static Stream<Op> integerOperations() {
    return Arrays.stream(Op.values())
        .filter(Op::isPrimitive)
        .filter(
            op -> isInteger(op.result()) && op.operands().stream().allMatch(BoundsTest::isInteger));
  }

  private static boolean isInteger(Kind kind) {
    return kind == Kind.INT || kind == Kind.LONG;
  }

  @ParameterizedTest
  @MethodSource("integerOperations")
  void resultsAreWithinTheirBounds(Op op) {
    Random random = new Random(op.ordinal());
    for (int i = 0; i < RUNS; i++) {
      Sample a = sample(op.operands().get(0), random);
      Sample b = op.operands().size() > 1 ? sample(op.operands().get(1), random) : a;
      Bounds result = BoundsTransfer.apply(op, a.bounds, b.bounds);
      for (long x : a.values) {
        for (long y : b.values) {
          if (y != 0 || !op.text().matches(".*(div|rem)")) {
            long value = Evaluator.evaluate(op, x, y);
            assertThat(result.contains(value))
                .as(
                    "%s(%d in %s, %d in %s) = %d in %s",
                    op, x, a.bounds, y, b.bounds, value, result)
                .isTrue();
          }
          if (op.isOverflow() && BoundsTransfer.neverOverflows(op, a.bounds, b.bounds)) {
            assertThat(Evaluator.overflows(op, x, y)).isFalse();
          }
        }
      }
    }
  }

  private static Sample sample(Kind kind, Random random) {
    long one = number(kind, random);
    List<Long> values = new ArrayList<>(List.of(one));
    Bounds bounds = Bounds.exactly(one);
    for (int i = random.nextInt(4); i > 0; i--) {
      long other = random.nextBoolean() ? number(kind, random) : one + random.nextInt(5);
      if (Bounds.top(kind).contains(other)) {
        values.add(other);
        bounds = bounds.or(Bounds.exactly(other));
      }
    }
    return new Sample(bounds, values);
  }

  private static long number(Kind kind, Random random) {
    long power = 1L << random.nextInt(64);
    long number =
        switch (random.nextInt(5)) {
          case 0 -> random.nextLong();
          case 1 -> power;
          case 2 -> -power;
          case 3 -> power - 1;
          default -> random.nextInt(100) - 30;
        };
    return kind == Kind.INT ? (int) number : number;
  }

  @Test
  void bitsSharpenTheInterval() {
    Bounds even = Bounds.refined(1, 7, 1, 0);
    assertThat(even.contains(2)).isTrue();
    assertThat(even.contains(3)).isFalse();
    assertThat(Bounds.refined(Long.MIN_VALUE, Long.MAX_VALUE, ~15L, 0))
        .isEqualTo(Bounds.range(0, 15));
  }

  @Test
  void theIntervalTellsHighBits() {
    assertThat(Bounds.range(16, 17).ones()).isEqualTo(16);
    assertThat(Bounds.range(0, 7).zeros()).isEqualTo(~7L);
  }

  @Test
  void nothingIsInDisjointBounds() {
    assertThatThrownBy(() -> Bounds.range(0, 3).and(Bounds.range(4, 5)))
        .isInstanceOf(InvalidLoopException.class);
    assertThat(Bounds.range(0, 3).isDisjoint(Bounds.range(3, 5))).isFalse();
  }

  @Test
  void wideningEnds() {
    Bounds counter = Bounds.range(1, 1);
    Bounds wider = counter.widen(Bounds.range(1, 2), Kind.INT);
    assertThat(wider).isEqualTo(Bounds.range(1, Integer.MAX_VALUE));
    assertThat(wider.widen(Bounds.range(2, Integer.MAX_VALUE), Kind.INT)).isEqualTo(wider);
    assertThat(Bounds.range(5, 9).widen(Bounds.range(2, 9), Kind.INT))
        .isEqualTo(Bounds.range(0, 9));
  }
}
