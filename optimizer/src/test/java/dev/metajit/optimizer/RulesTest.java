package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.optimizer.Rule.Any;
import dev.metajit.optimizer.Rule.AnyConstant;
import dev.metajit.optimizer.Rule.Apply;
import dev.metajit.optimizer.Rule.Expression;
import dev.metajit.optimizer.Rule.Literal;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves the rewrite rules: those on ints and longs for all values of 8 bits (of 4 bits, where
 * there are three variables), and all rules for random values and corner cases at full width.
 */
class RulesTest {
  private static final int RUNS = 20_000;

  private static final List<Double> CORNER_DOUBLES =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          0.1,
          1e300,
          -2147483648.0,
          4e9);

  static Stream<String> generalRows() {
    return Rules.OF_INT_AND_LONG.stream().flatMap(List::stream);
  }

  static Stream<Rule> allRules() {
    return Rules.all().stream();
  }

  @ParameterizedTest
  @MethodSource("generalRows")
  void holdsForAllSmallNumbers(String row) {
    int variables = variables(RuleParser.parse(row, Kind.INT)).size();
    int width = variables > 2 ? 4 : 8;
    Rule rule = RuleParser.parse(row, Kind.INT, width);
    int applied = 0;
    long values = 1L << width;
    for (long all = 0; all < 1L << (width * variables); all++) {
      Map<String, Long> assignment = new TreeMap<>();
      long rest = all;
      for (String name : variables(rule).keySet()) {
        assignment.put(name, wrap(rest % values, width));
        rest /= values;
      }
      applied += check(rule, assignment, width) ? 1 : 0;
    }
    assertThat(applied).as(row).isPositive();
  }

  @ParameterizedTest
  @MethodSource("allRules")
  void holdsAtFullWidth(Rule rule) {
    Random random = new Random(rule.law().hashCode());
    int applied = 0;
    for (int i = 0; i < RUNS; i++) {
      Map<String, Long> assignment = new TreeMap<>();
      variables(rule).forEach((name, kind) -> assignment.put(name, any(kind, random)));
      applied += check(rule, assignment, 0) ? 1 : 0;
    }
    assertThat(applied).as(rule.law()).isPositive();
  }

  /** False if the rule says nothing about these values. */
  private static boolean check(Rule rule, Map<String, Long> values, int width) {
    for (Expression condition : rule.conditions()) {
      if (evaluate(condition, values, width) != 1) {
        return false;
      }
    }
    long expected;
    try {
      expected = evaluate(rule.pattern(), values, width);
    } catch (ArithmeticException divisionByZero) {
      return false;
    }
    long actual = evaluate(rule.replacement(), values, width);
    if (actual != expected) {
      throw new AssertionError(rule + " at " + values + ": " + expected + ", not " + actual);
    }
    return true;
  }

  private static Map<String, Kind> variables(Rule rule) {
    Map<String, Kind> variables = new TreeMap<>();
    collect(rule.pattern(), variables);
    return variables;
  }

  private static void collect(Expression expression, Map<String, Kind> variables) {
    if (expression instanceof Apply apply) {
      apply.operands().forEach(operand -> collect(operand, variables));
    } else if (expression instanceof Any any) {
      variables.put(any.name(), any.kind());
    } else if (expression instanceof AnyConstant any) {
      variables.put(any.name(), any.kind());
    }
  }

  private static long any(Kind kind, Random random) {
    return switch (kind) {
      case INT -> (int) integer(random);
      case LONG -> random.nextInt(3) == 0 ? (int) integer(random) : integer(random);
      case FLOAT ->
          random.nextInt(8) == 0
              ? 0x7F800001 + random.nextInt(0x7FFFFF) | random.nextInt(2) << 31
              : Float.floatToRawIntBits((float) real(random));
      default ->
          random.nextInt(8) == 0
              ? 0x7FF0000000000001L + (random.nextLong() >>> 13) | (long) random.nextInt(2) << 63
              : Double.doubleToRawLongBits(real(random));
    };
  }

  private static double real(Random random) {
    return random.nextBoolean()
        ? CORNER_DOUBLES.get(random.nextInt(CORNER_DOUBLES.size()))
        : random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
  }

  private static long integer(Random random) {
    long power = 1L << random.nextInt(64);
    return switch (random.nextInt(7)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt();
      case 2 -> power;
      case 3 -> power - 1;
      case 4 -> -power;
      case 5 -> random.nextInt(70) - 5;
      default ->
          List.of(
                  0L,
                  -1L,
                  1L,
                  255L,
                  65535L,
                  4294967295L,
                  (long) Integer.MIN_VALUE,
                  (long) Integer.MAX_VALUE,
                  Long.MIN_VALUE,
                  Long.MAX_VALUE)
              .get(random.nextInt(10));
    };
  }

  private static long evaluate(Expression expression, Map<String, Long> values, int width) {
    if (expression instanceof Literal literal) {
      return literal.constant().bits();
    }
    if (expression instanceof Apply apply) {
      List<Long> operands = new ArrayList<>();
      apply.operands().forEach(operand -> operands.add(evaluate(operand, values, width)));
      long a = operands.get(0);
      long b = operands.size() > 1 ? operands.get(1) : 0;
      return width == 0 ? Evaluator.evaluate(apply.op(), a, b) : small(apply.op(), a, b, width);
    }
    return values.get(
        expression instanceof Any any ? any.name() : ((AnyConstant) expression).name());
  }

  private static long wrap(long value, int width) {
    return value << (64 - width) >> (64 - width);
  }

  /** The int operation as if ints had this width. */
  private static long small(Op op, long a, long b, int width) {
    long mask = (1L << width) - 1;
    int count = (int) b & (width - 1);
    return switch (op) {
      case INT_SHL -> wrap(a << count, width);
      case INT_SHR -> a >> count;
      case INT_USHR -> wrap((a & mask) >>> count, width);
      case INT_BIT_COUNT -> wrap(Long.bitCount(a & mask), width);
      case INT_TRAILING_ZEROS -> wrap(Long.numberOfTrailingZeros(a | 1L << width), width);
      case UINT_DIV, UINT_REM -> wrap(Evaluator.evaluate(op, a & mask, b & mask), width);
      case UINT_LT, UINT_LE, UINT_GT, UINT_GE -> Evaluator.evaluate(op, a, b);
      default -> wrap(Evaluator.evaluate(op, a, b), width);
    };
  }
}
