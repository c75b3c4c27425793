package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;

/** Shifts, rotations and counting of bits. */
final class X64BitRules {
  /**
   * One shift: by an immediate, by {@code cl}, and by any register where the CPU can (else null).
   */
  private record Shift(X64Row immediate, X64Row byCl, X64Row byAny) {}

  private static final Shift LEFT = new Shift(X64Row.SHL_IMM8, X64Row.SHL_CL, X64Row.SHLX);
  private static final Shift RIGHT = new Shift(X64Row.SAR_IMM8, X64Row.SAR_CL, X64Row.SARX);
  private static final Shift UNSIGNED = new Shift(X64Row.SHR_IMM8, X64Row.SHR_CL, X64Row.SHRX);
  private static final Shift ROTATE_LEFT = new Shift(X64Row.ROL_IMM8, X64Row.ROL_CL, null);
  private static final Shift ROTATE_RIGHT = new Shift(X64Row.ROR_IMM8, X64Row.ROR_CL, null);

  private X64BitRules() {}

  static void addTo(X64Rules rules) {
    boolean bmi2 = rules.features().bmi2();
    rules.add(Op.INT_SHL, shift(LEFT, bmi2));
    rules.add(Op.LONG_SHL, shift(LEFT, bmi2));
    rules.add(Op.INT_SHR, shift(RIGHT, bmi2));
    rules.add(Op.LONG_SHR, shift(RIGHT, bmi2));
    rules.add(Op.INT_USHR, shift(UNSIGNED, bmi2));
    rules.add(Op.LONG_USHR, shift(UNSIGNED, bmi2));
    rules.add(Op.INT_ROTATE_LEFT, shift(ROTATE_LEFT, false));
    rules.add(Op.LONG_ROTATE_LEFT, shift(ROTATE_LEFT, false));
    rules.add(Op.INT_ROTATE_RIGHT, shift(ROTATE_RIGHT, false));
    rules.add(Op.LONG_ROTATE_RIGHT, shift(ROTATE_RIGHT, false));
    addCounts(rules, rules.features());
    rules.add(Op.INT_REVERSE_BYTES, X64BitRules::reverseBytes);
    rules.add(Op.LONG_REVERSE_BYTES, X64BitRules::reverseBytes);
    rules.add(Op.INT_REVERSE, X64BitRules::reverse);
    rules.add(Op.LONG_REVERSE, X64BitRules::reverse);
  }

  private static void addCounts(X64Rules rules, X64Features features) {
    rules.addIf(features.popcnt(), "popcnt", Op.INT_BIT_COUNT, count(X64Row.POPCNT));
    rules.addIf(features.popcnt(), "popcnt", Op.LONG_BIT_COUNT, count(X64Row.POPCNT));
    rules.addIf(features.lzcnt(), "lzcnt", Op.INT_LEADING_ZEROS, count(X64Row.LZCNT));
    rules.addIf(features.lzcnt(), "lzcnt", Op.LONG_LEADING_ZEROS, count(X64Row.LZCNT));
    rules.addIf(features.bmi1(), "tzcnt", Op.INT_TRAILING_ZEROS, count(X64Row.TZCNT));
    rules.addIf(features.bmi1(), "tzcnt", Op.LONG_TRAILING_ZEROS, count(X64Row.TZCNT));
  }

  private static Rule shift(Shift shift, boolean byAny) {
    return (lowering, operation) -> {
      Constant count = lowering.constant(operation.argument(1));
      if (count != null) {
        shiftByConstant(lowering, operation, shift, (int) count.bits());
      } else if (byAny) {
        shiftByAny(lowering, operation, shift);
      } else {
        shiftByCl(lowering, operation, shift);
      }
    };
  }

  private static void shiftByConstant(
      X64Lowering lowering, Operation operation, Shift shift, int count) {
    boolean wide = X64IntegerRules.isWide(operation);
    int masked = count & (wide ? 63 : 31);
    Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
    node.resultSameAs(lowering.result(operation), 0);
    lowering.add(node, (code, at) -> code.emit(shift.immediate, wide, of(at.result()), masked));
  }

  private static void shiftByAny(X64Lowering lowering, Operation operation, Shift shift) {
    boolean wide = X64IntegerRules.isWide(operation);
    Node node =
        new Node()
            .use(lowering.number(operation.argument(0)), Constraint.ANY)
            .use(lowering.number(operation.argument(1)), Constraint.REGISTER);
    node.result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          Register count = (Register) at.uses()[1];
          code.emitVex(shift.byAny, wide, at.result(), of(at.uses()[0]), count, 0);
        });
  }

  private static void shiftByCl(X64Lowering lowering, Operation operation, Shift shift) {
    boolean wide = X64IntegerRules.isWide(operation);
    int value = lowering.number(operation.argument(0));
    Node node =
        new Node()
            .use(value, Constraint.ANY)
            .use(lowering.number(operation.argument(1)), Constraint.fixed(X64Registers.RCX));
    node.resultSameAs(lowering.result(operation), 0);
    lowering.add(node, (code, at) -> code.emit(shift.byCl, wide, of(at.result()), 0));
  }

  private static Rule count(X64Row row) {
    return (lowering, operation) -> {
      boolean wide = X64IntegerRules.isWide(operation);
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
      node.result(lowering.result(operation));
      lowering.add(node, (code, at) -> code.emit(row, wide, at.result(), of(at.uses()[0])));
    };
  }

  private static void reverseBytes(X64Lowering lowering, Operation operation) {
    boolean wide = X64IntegerRules.isWide(operation);
    Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
    node.resultSameAs(lowering.result(operation), 0);
    lowering.add(node, (code, at) -> code.emitShort(X64Row.BSWAP, wide, at.result(), 0));
  }

  /** Exchanges bytes, then halves of bytes, then quarters, then neighbours. */
  private static void reverse(X64Lowering lowering, Operation operation) {
    boolean wide = X64IntegerRules.isWide(operation);
    Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
    node.temporary(Bank.GENERAL).resultSameAs(lowering.result(operation), 0);
    X64Pool pool = lowering.pool();
    lowering.add(
        node,
        (code, at) -> {
          code.emitShort(X64Row.BSWAP, wide, at.result(), 0);
          exchange(code, wide, at, 4, pool.word(0x0f0f0f0f0f0f0f0fL));
          exchange(code, wide, at, 2, pool.word(0x3333333333333333L));
          exchange(code, wide, at, 1, pool.word(0x5555555555555555L));
        });
  }

  /** Exchanges neighbouring groups of bits. */
  private static void exchange(
      X64Encoder code, boolean wide, Assignment at, int bits, X64Operand mask) {
    Register high = at.temporaries()[0];
    code.emit(X64Row.MOV, wide, high, of(at.result()));
    code.emit(X64Row.SHR_IMM8, wide, of(high), bits);
    code.emit(X64Row.AND, wide, high, mask);
    code.emit(X64Row.AND, wide, at.result(), mask);
    code.emit(X64Row.SHL_IMM8, wide, of(at.result()), bits);
    code.emit(X64Row.OR, wide, at.result(), of(high));
  }
}
