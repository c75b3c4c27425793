package dev.metajit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on primitives, on values at the corners of its kinds, against the evaluator. */
public abstract class PrimitiveOpContract {
  private static final int[] INTS = {
    0,
    1,
    -1,
    2,
    -2,
    7,
    31,
    32,
    33,
    -128,
    255,
    40000,
    65535,
    0x55555555,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    63,
    64,
    65,
    -128,
    0xffffffffL,
    1L << 31,
    -(1L << 31),
    1L << 40,
    46341L * 46341,
    0x5555555555555555L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final double[] FLOATING = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -3.75,
    1e10,
    -1e10,
    2147483648.0,
    9.3e18,
    -9.3e18,
    3.4e38,
    1.4e-45,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /** The backend that is tested. */
  protected abstract Backend backend();

  static Stream<Op> primitiveOps() {
    return Stream.of(Op.values()).filter(Op::isPrimitive);
  }

  static Stream<Op> comparisons() {
    return primitiveOps().filter(op -> op.is(Op.Flag.COMPARE));
  }

  private static List<Constant> corners(Kind kind) {
    List<Constant> all = new ArrayList<>();
    switch (kind) {
      case INT -> Arrays.stream(INTS).forEach(v -> all.add(Constant.ofInt(v)));
      case LONG -> Arrays.stream(LONGS).forEach(v -> all.add(Constant.ofLong(v)));
      case FLOAT -> {
        Arrays.stream(FLOATING).forEach(v -> all.add(Constant.ofFloat((float) v)));
        all.add(Constant.ofBits(Kind.FLOAT, 0xffc12345));
      }
      default -> {
        Arrays.stream(FLOATING).forEach(v -> all.add(Constant.ofDouble(v)));
        all.add(Constant.ofBits(Kind.DOUBLE, 0xfff8123456789abcL));
      }
    }
    return all;
  }

  private static List<List<Constant>> operands(Op op) {
    List<List<Constant>> all = new ArrayList<>();
    for (Constant first : corners(op.operands().get(0))) {
      if (op.operands().size() == 1) {
        all.add(List.of(first));
        continue;
      }
      for (Constant second : corners(op.operands().get(1))) {
        boolean divides = op.name().endsWith("_DIV") || op.name().endsWith("_REM");
        if (!(divides && op.result().ordinal() <= Kind.LONG.ordinal() && second.bits() == 0)) {
          all.add(List.of(first, second));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("primitiveOps")
  void evaluatesVariables(Op op) {
    CompiledTrace compiled = compile(finishing(op, null, null));
    for (List<Constant> operands : operands(op)) {
      check(op, operands, run(compiled, operands));
    }
  }

  @ParameterizedTest
  @MethodSource("primitiveOps")
  void evaluatesConstants(Op op) {
    for (List<Constant> operands : operands(op)) {
      Constant first = operands.get(0);
      if (operands.size() == 1) {
        check(op, operands, run(compile(finishing(op, first, null)), operands));
      } else if (Math.floorMod(first.hashCode() ^ operands.get(1).hashCode() * 31, 7) == 0) {
        check(op, operands, run(compile(finishing(op, first, null)), operands));
        check(op, operands, run(compile(finishing(op, null, operands.get(1))), operands));
        check(op, operands, run(compile(finishing(op, first, operands.get(1))), operands));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void comparesInGuards(Op op) {
    for (Op guard : List.of(Op.GUARD_TRUE, Op.GUARD_FALSE)) {
      CompiledTrace compiled = compile(guarding(op, guard, null));
      for (List<Constant> operands : operands(op)) {
        checkGuard(op, guard, operands, run(compiled, operands));
      }
      for (Constant second : corners(op.operands().get(1)).subList(0, 6)) {
        CompiledTrace constant = compile(guarding(op, guard, second));
        for (Constant first : corners(op.operands().get(0))) {
          List<Constant> operands = List.of(first, second);
          checkGuard(op, guard, operands, run(constant, operands));
        }
      }
    }
  }

  private CompiledTrace compile(Trace trace) {
    return TraceProgram.of(List.of(trace)).compileTogether(backend()).entry();
  }

  /** Inputs for both operands; where a constant is given, it stands in the place of the input. */
  private static List<Value> arguments(Trace trace, Op op, Constant first, Constant second) {
    List<Value> arguments = new ArrayList<>();
    Constant[] constants = {first, second};
    for (int i = 0; i < op.operands().size(); i++) {
      Variable input = trace.addInput(op.operands().get(i));
      arguments.add(constants[i] == null ? input : constants[i]);
    }
    return arguments;
  }

  private static Trace finishing(Op op, Constant first, Constant second) {
    Trace trace = new Trace(null);
    Variable result = trace.add(op, null, null, arguments(trace, op, first, second));
    if (op.isOverflow()) {
      Exit exit = new Exit(Exit.Type.GUARD);
      exit.setFailArguments(List.of(result));
      trace.add(Op.GUARD_NO_OVERFLOW, null, exit, List.of());
    }
    finish(trace, result);
    return trace;
  }

  private static Trace guarding(Op op, Op guard, Constant second) {
    Trace trace = new Trace(null);
    Variable result = trace.add(op, null, null, arguments(trace, op, null, second));
    trace.add(guard, null, new Exit(Exit.Type.GUARD), List.of(result));
    finish(trace, Constant.ofInt(1));
    return trace;
  }

  private static void finish(Trace trace, Value value) {
    Exit exit = new Exit(Exit.Type.RETURN);
    exit.setFailArguments(List.of(value));
    trace.add(Op.FINISH, null, exit, List.of(value));
  }

  private record Result(Exit.Type type, long bits) {}

  private static Result run(CompiledTrace compiled, List<Constant> operands) {
    Frame frame = new Frame(compiled.frameSize());
    for (int i = 0; i < operands.size(); i++) {
      frame.longs[i] = operands.get(i).bits();
    }
    Exit exit = TraceRunner.run(compiled, frame);
    return new Result(exit.type(), frame.longs[0]);
  }

  private static void check(Op op, List<Constant> operands, Result result) {
    long a = operands.get(0).bits();
    long b = operands.size() == 1 ? 0 : operands.get(1).bits();
    Constant actual = Constant.ofBits(op.result(), result.bits());
    Constant expected = Constant.ofBits(op.result(), Evaluator.evaluate(op, a, b));
    if (!(isNan(actual) && isNan(expected))) {
      assertThat(actual).as("%s %s", op, operands).isEqualTo(expected);
    }
    boolean leaves = op.isOverflow() && Evaluator.overflows(op, a, b);
    assertThat(result.type()).isEqualTo(leaves ? Exit.Type.GUARD : Exit.Type.RETURN);
  }

  private static void checkGuard(Op op, Op guard, List<Constant> operands, Result result) {
    long value = Evaluator.evaluate(op, operands.get(0).bits(), operands.get(1).bits());
    boolean holds = (value == 1) == (guard == Op.GUARD_TRUE);
    assertThat(result.type())
        .as("%s %s %s", guard, op, operands)
        .isEqualTo(holds ? Exit.Type.RETURN : Exit.Type.GUARD);
  }

  private static boolean isNan(Constant value) {
    return switch (value.kind()) {
      case FLOAT -> Float.isNaN(value.asFloat());
      case DOUBLE -> Double.isNaN(value.asDouble());
      default -> false;
    };
  }
}
