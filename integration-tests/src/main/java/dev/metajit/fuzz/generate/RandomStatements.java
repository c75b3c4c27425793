package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.program.Expression;
import dev.metajit.fuzz.program.InterpreterWriter;
import dev.metajit.fuzz.program.Statement;
import dev.metajit.fuzz.program.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.objectweb.asm.Opcodes;

/** Makes random arms. */
final class RandomStatements {
  private static final int DEPTH = 3;

  static final List<String> THROWABLES =
      List.of(
          "java/lang/ArithmeticException",
          "java/lang/RuntimeException",
          "java/lang/IndexOutOfBoundsException",
          "java/lang/NullPointerException",
          "java/lang/ClassCastException",
          "java/lang/NegativeArraySizeException",
          "java/lang/ArrayStoreException",
          "java/lang/IllegalStateException",
          "java/lang/LinkageError",
          "java/lang/Throwable",
          ValueType.GUEST_ERROR.internalName());

  private final SplittableRandom random;
  private final RandomExpressions expressions;
  private final RandomIdioms idioms;
  private final RandomStack stack;
  private final ValueType result;

  /**
   * A maker.
   *
   * @param stack the guest's operand stack, or null
   * @param result what the portal returns
   * @param texts whether arms are about strings more often than not
   */
  RandomStatements(
      SplittableRandom random,
      RandomExpressions expressions,
      RandomStack stack,
      ValueType result,
      boolean texts) {
    this.random = random;
    this.expressions = expressions;
    this.idioms = new RandomIdioms(random, expressions, texts);
    this.stack = stack;
    this.result = result;
  }

  /** The statements of an arm. */
  List<Statement> arm() {
    List<Statement> arm = new ArrayList<>();
    if (random.nextBoolean()) {
      arm.addAll(idioms.make());
    }
    arm.addAll(block(2));
    if (random.nextInt(4) == 0) {
      arm.add(new Statement.Jump(expressions.condition(2)));
    }
    return arm;
  }

  private List<Statement> block(int nesting) {
    List<Statement> block = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      block.add(statement(nesting));
    }
    return block;
  }

  private Statement statement(int nesting) {
    return switch (random.nextInt(nesting > 0 ? 19 : 12)) {
      case 0, 1, 2 -> stack == null ? assign() : onStack();
      case 3 -> new Statement.Evaluate(expressions.anyCall(DEPTH));
      case 12, 13 ->
          new Statement.If(
              expressions.condition(2),
              block(nesting - 1),
              random.nextBoolean() ? List.of() : block(nesting - 1));
      case 14 ->
          new Statement.Try(block(nesting - 1), expressions.one(THROWABLES), block(nesting - 1));
      case 15 -> rarely(exit());
      case 16 -> rarely(callGuest());
      case 17 -> repeat(nesting);
      case 18 -> choose(nesting);
      default -> assign();
    };
  }

  /** The counter is one that nothing else changes. */
  private Statement repeat(int nesting) {
    Expression count =
        new Expression.Simple(
            Opcodes.IAND,
            ValueType.INT,
            List.of(expressions.make(ValueType.INT, 1), new Expression.Constant(ValueType.INT, 3)));
    return new Statement.Repeat("k" + nesting, count, block(nesting - 1));
  }

  private Statement choose(int nesting) {
    List<List<Statement>> cases = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i >= 0; i--) {
      cases.add(block(nesting - 1));
    }
    Expression value = expressions.make(ValueType.INT, 2);
    return new Statement.Choose(value, random.nextInt(-1, 3), 1 + random.nextInt(3), cases);
  }

  private Statement assign() {
    Expression target = expressions.target(2);
    return new Statement.Assign(target, expressions.make(target.type(), DEPTH));
  }

  /** Pushes, pops, or adds at the top of the guest's stack. */
  private Statement onStack() {
    ValueType type = stack.type();
    if (random.nextInt(3) > 0) {
      Expression value = expressions.make(type, 2);
      boolean adds = type != ValueType.OBJECT && random.nextBoolean();
      return new Statement.Assign(stack.push(), adds ? add(stack.pop(), value) : value);
    }
    Expression target = expressions.target(1);
    return type.takes(target.type()) && target.type().takes(type)
        ? new Statement.Assign(target, stack.pop())
        : new Statement.Evaluate(stack.pop());
  }

  private Expression add(Expression left, Expression right) {
    ValueType type = stack.type();
    return new Expression.Simple(type.opcode(Opcodes.IADD), type, List.of(left, right));
  }

  private Statement rarely(Statement statement) {
    return new Statement.If(expressions.condition(1), List.of(statement), List.of());
  }

  private Statement exit() {
    return random.nextInt(3) == 0
        ? new Statement.Return(expressions.make(result, 1))
        : new Statement.Throw(expressions.make(ValueType.GUEST_ERROR, 1));
  }

  /** The portal calls itself; it returns at once when that is too deep. */
  private Statement callGuest() {
    Expression depth = new Expression.Local(ValueType.INT, "depth");
    Expression frame = new Expression.Local(ValueType.FRAME, "frame");
    List<Expression> arguments =
        List.of(
            new Expression.Local(ValueType.INTS, "code"),
            new Expression.Operand(3),
            new Expression.Local(ValueType.WORLD, "world"),
            random.nextInt(4) == 0
                ? frame
                : new Expression.New(
                    ValueType.FRAME, "(" + ValueType.FRAME.descriptor() + ")V", List.of(frame)),
            new Expression.Simple(
                Opcodes.IADD,
                ValueType.INT,
                List.of(depth, new Expression.Constant(ValueType.INT, 1))));
    Expression call =
        new Expression.Call(
            Opcodes.INVOKESTATIC,
            InterpreterWriter.CLASS,
            InterpreterWriter.PORTAL,
            InterpreterWriter.descriptor(result),
            result,
            arguments,
            false);
    return use(call);
  }

  private Statement use(Expression call) {
    Expression target = expressions.target(1);
    return result != ValueType.VOID && target.type().takes(result)
        ? new Statement.Assign(target, call)
        : new Statement.Evaluate(call);
  }
}
