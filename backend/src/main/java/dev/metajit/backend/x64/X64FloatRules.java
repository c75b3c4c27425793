package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.backend.x64.X64Lowering.Source;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;

/** Arithmetic and comparisons of floats and doubles, by SSE2 (and x87 for the remainder). */
final class X64FloatRules {
  private static final long SIGN_64 = Long.MIN_VALUE;
  private static final long SIGN_32 = 0x8000000080000000L;
  private static final int FLOOR = 9;
  private static final int CEIL = 10;
  private static final int NEAREST = 8;

  /**
   * How a comparison comes out of {@code ucomis}: the operands to exchange, and the condition; see
   * {@link #guard}.
   */
  private record Comparison(boolean exchange, X64Condition condition) {}

  private X64FloatRules() {}

  static void addTo(X64Rules rules) {
    rules.add(Op.FLOAT_ADD, binary(X64Row.ADDSS));
    rules.add(Op.DOUBLE_ADD, binary(X64Row.ADDSD));
    rules.add(Op.FLOAT_SUB, binary(X64Row.SUBSS));
    rules.add(Op.DOUBLE_SUB, binary(X64Row.SUBSD));
    rules.add(Op.FLOAT_MUL, binary(X64Row.MULSS));
    rules.add(Op.DOUBLE_MUL, binary(X64Row.MULSD));
    rules.add(Op.FLOAT_DIV, binary(X64Row.DIVSS));
    rules.add(Op.DOUBLE_DIV, binary(X64Row.DIVSD));
    rules.add(Op.FLOAT_REM, X64FloatRules::remainder);
    rules.add(Op.DOUBLE_REM, X64FloatRules::remainder);
    rules.add(Op.FLOAT_NEG, masked(X64Row.XORPS, SIGN_32));
    rules.add(Op.DOUBLE_NEG, masked(X64Row.XORPS, SIGN_64));
    rules.add(Op.FLOAT_ABS, masked(X64Row.ANDPS, ~SIGN_32));
    rules.add(Op.DOUBLE_ABS, masked(X64Row.ANDPS, ~SIGN_64));
    rules.add(Op.FLOAT_SQRT, unary(X64Row.SQRTSS, 0));
    rules.add(Op.DOUBLE_SQRT, unary(X64Row.SQRTSD, 0));
    rules.add(Op.FLOAT_MIN, extreme(X64Row.MINSS, X64Row.ORPS));
    rules.add(Op.DOUBLE_MIN, extreme(X64Row.MINSD, X64Row.ORPS));
    rules.add(Op.FLOAT_MAX, extreme(X64Row.MAXSS, X64Row.ANDPS));
    rules.add(Op.DOUBLE_MAX, extreme(X64Row.MAXSD, X64Row.ANDPS));
    addRounding(rules, rules.features().sse41());
    rules.add(Op.FLOAT_CMPL, threeWay(false));
    rules.add(Op.DOUBLE_CMPL, threeWay(false));
    rules.add(Op.FLOAT_CMPG, threeWay(true));
    rules.add(Op.DOUBLE_CMPG, threeWay(true));
    for (Op op : Op.values()) {
      if (isEquality(op)) {
        rules.add(op, X64FloatRules::equality);
      } else if (ordering(op) != null) {
        rules.add(op, X64FloatRules::order);
      }
    }
  }

  private static void addRounding(X64Rules rules, boolean available) {
    rules.addIf(available, "roundsd", Op.DOUBLE_FLOOR, unary(X64Row.ROUNDSD, FLOOR));
    rules.addIf(available, "roundsd", Op.DOUBLE_CEIL, unary(X64Row.ROUNDSD, CEIL));
    rules.addIf(available, "roundsd", Op.DOUBLE_RINT, unary(X64Row.ROUNDSD, NEAREST));
  }

  private static boolean isDouble(Operation operation) {
    return X64IntegerRules.isWide(operation);
  }

  private static Rule binary(X64Row row) {
    return (lowering, operation) -> {
      boolean exchange = X64IntegerRules.isBetterExchanged(lowering, operation);
      Value first = operation.argument(exchange ? 1 : 0);
      Node node = new Node().use(lowering.number(first), Constraint.ANY);
      Source source = lowering.source(node, operation.argument(exchange ? 0 : 1));
      node.resultSameAs(lowering.result(operation), 0);
      lowering.add(node, (code, at) -> code.emit(row, false, at.result(), source.operand(at)));
    };
  }

  private static Rule masked(X64Row row, long mask) {
    return (lowering, operation) -> {
      X64Operand operand = lowering.pool().pair(mask, mask);
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
      node.resultSameAs(lowering.result(operation), 0);
      lowering.add(node, (code, at) -> code.emit(row, false, at.result(), operand));
    };
  }

  private static Rule unary(X64Row row, int immediate) {
    return (lowering, operation) -> {
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.REGISTER);
      node.result(lowering.result(operation));
      lowering.add(
          node, (code, at) -> code.emit(row, false, at.result(), of(at.uses()[0]), immediate));
    };
  }

  /** Java's min and max: NaN wins, and -0.0 is less than 0.0; {@code minsd} knows neither. */
  private static Rule extreme(X64Row row, X64Row ofEqual) {
    return (lowering, operation) -> {
      boolean wide = isDouble(operation);
      Node node =
          new Node()
              .use(lowering.number(operation.argument(0)), Constraint.ANY)
              .useLate(lowering.number(operation.argument(1)), Constraint.REGISTER);
      node.resultSameAs(lowering.result(operation), 0);
      lowering.add(
          node,
          (code, at) -> {
            X64Operand other = of(at.uses()[1]);
            Label different = new Label("different" + code.position());
            Label nan = new Label("nan" + code.position());
            Label done = new Label("done" + code.position());
            compare(code, wide, at.result(), other);
            code.jumpShort(X64Condition.NOT_EQUAL, different);
            code.jumpShort(X64Condition.PARITY, nan);
            code.emit(ofEqual, false, at.result(), other);
            code.jumpShort(done);
            code.bind(nan);
            code.emit(wide ? X64Row.ADDSD : X64Row.ADDSS, false, at.result(), other);
            code.jumpShort(done);
            code.bind(different);
            code.emit(row, false, at.result(), other);
            code.bind(done);
          });
    };
  }

  private static void compare(X64Encoder code, boolean wide, Register first, X64Operand second) {
    code.emit(wide ? X64Row.UCOMISD : X64Row.UCOMISS, false, first, second);
  }

  private static boolean isEquality(Op op) {
    return isEqual(op) || op == Op.FLOAT_NE || op == Op.DOUBLE_NE;
  }

  private static boolean isEqual(Op op) {
    return op == Op.FLOAT_EQ || op == Op.DOUBLE_EQ;
  }

  /**
   * NaN sets the carry, zero and parity flags: {@code above} and {@code above or equal} are false
   * on it.
   */
  private static Comparison ordering(Op op) {
    return switch (op) {
      case FLOAT_LT, DOUBLE_LT -> new Comparison(true, X64Condition.ABOVE);
      case FLOAT_LE, DOUBLE_LE -> new Comparison(true, X64Condition.ABOVE_EQUAL);
      case FLOAT_GT, DOUBLE_GT -> new Comparison(false, X64Condition.ABOVE);
      case FLOAT_GE, DOUBLE_GE -> new Comparison(false, X64Condition.ABOVE_EQUAL);
      default -> null;
    };
  }

  private static X64Lowering.Emitter compare(
      X64Lowering lowering, Node node, Operation comparison, boolean exchange) {
    boolean wide = isDouble(comparison);
    Value first = comparison.argument(exchange ? 1 : 0);
    node.use(lowering.number(first), Constraint.REGISTER);
    Source source = lowering.source(node, comparison.argument(exchange ? 0 : 1));
    return (code, at) -> compare(code, wide, (Register) at.uses()[0], source.operand(at));
  }

  private static void order(X64Lowering lowering, Operation operation) {
    Comparison comparison = ordering(operation.op());
    Node node = new Node();
    X64Lowering.Emitter compare = compare(lowering, node, operation, comparison.exchange);
    node.result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          compare.emit(code, at);
          code.set(comparison.condition, at.result());
          code.emit(X64Row.MOVZX_8, false, at.result(), of(at.result()));
        });
  }

  /** Equal: zero flag set and parity not. */
  private static void equality(X64Lowering lowering, Operation operation) {
    boolean equal = isEqual(operation.op());
    Node node = new Node();
    X64Lowering.Emitter compare = compare(lowering, node, operation, false);
    node.temporary(Bank.GENERAL).result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          compare.emit(code, at);
          Register other = at.temporaries()[0];
          code.set(equal ? X64Condition.NO_PARITY : X64Condition.PARITY, at.result());
          code.emitShort(X64Row.MOV_IMM32, false, other, equal ? 0 : 1);
          code.emit(X64Row.MOVZX_8, false, at.result(), of(at.result()));
          code.moveIf(X64Condition.NOT_EQUAL, false, at.result(), other);
        });
  }

  /** A guard on a comparison. */
  static void guard(X64Lowering lowering, Operation guard, Operation comparison, boolean expected) {
    if (isEquality(comparison.op())) {
      guardEquality(lowering, guard, comparison, expected == isEqual(comparison.op()));
      return;
    }
    Comparison order = ordering(comparison.op());
    Node node = new Node();
    X64Lowering.Emitter compare = compare(lowering, node, comparison, order.exchange);
    Label exit = lowering.exit(guard, node);
    X64Condition leaving = expected ? order.condition.inverse() : order.condition;
    lowering.add(
        node,
        (code, at) -> {
          compare.emit(code, at);
          code.jump(leaving, exit);
        });
  }

  private static void guardEquality(
      X64Lowering lowering, Operation guard, Operation comparison, boolean mustBeEqual) {
    Node node = new Node();
    X64Lowering.Emitter compare = compare(lowering, node, comparison, false);
    Label exit = lowering.exit(guard, node);
    lowering.add(
        node,
        (code, at) -> {
          compare.emit(code, at);
          if (mustBeEqual) {
            code.jump(X64Condition.NOT_EQUAL, exit);
            code.jump(X64Condition.PARITY, exit);
          } else {
            Label unordered = new Label("unordered" + code.position());
            code.jumpShort(X64Condition.PARITY, unordered);
            code.jump(X64Condition.EQUAL, exit);
            code.bind(unordered);
          }
        });
  }

  /** -1, 0 or 1; NaN gives 1 if {@code nanIsGreater}, else -1. */
  private static Rule threeWay(boolean nanIsGreater) {
    return (lowering, operation) -> {
      Node node = new Node();
      X64Lowering.Emitter compare = compare(lowering, node, operation, nanIsGreater);
      node.temporary(Bank.GENERAL).result(lowering.result(operation));
      X64Condition positive = nanIsGreater ? X64Condition.BELOW : X64Condition.ABOVE;
      X64Condition negative = nanIsGreater ? X64Condition.ABOVE : X64Condition.BELOW;
      lowering.add(
          node,
          (code, at) -> {
            compare.emit(code, at);
            X64IntegerRules.difference(code, at, positive, negative);
          });
    };
  }

  /** {@code fprem} is exact and has the sign of the dividend, as Java's remainder. */
  private static void remainder(X64Lowering lowering, Operation operation) {
    boolean wide = isDouble(operation);
    Node node =
        new Node()
            .use(lowering.number(operation.argument(0)), Constraint.REGISTER)
            .use(lowering.number(operation.argument(1)), Constraint.REGISTER)
            .clobber(X64Registers.RAX);
    node.result(lowering.result(operation));
    lowering.add(node, (code, at) -> emitRemainder(code, wide, at));
  }

  private static void emitRemainder(X64Encoder code, boolean wide, Assignment at) {
    X64Operand memory = X64Operand.at(X64Registers.RSP, -8);
    X64Row store = wide ? X64Row.MOVSD_TO : X64Row.MOVSS_TO;
    X64Row push = wide ? X64Row.FLD_64 : X64Row.FLD_32;
    code.emit(store, false, (Register) at.uses()[1], memory);
    code.emit(push, false, memory, 0);
    code.emit(store, false, (Register) at.uses()[0], memory);
    code.emit(push, false, memory, 0);
    Label again = new Label("again" + code.position());
    code.bind(again);
    code.emit(X64Row.FPREM);
    code.emit(X64Row.FNSTSW);
    code.emit(X64Row.TEST_IMM32, false, of(X64Registers.RAX), 0x400);
    code.jump(X64Condition.NOT_EQUAL, again);
    code.emit(X64Row.FSTP_ST1);
    code.emit(wide ? X64Row.FSTP_64 : X64Row.FSTP_32, false, memory, 0);
    code.emit(wide ? X64Row.MOVSD : X64Row.MOVSS, false, at.result(), memory);
  }
}
