package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.Op;

/** Conversions between the primitive kinds. */
final class X64ConversionRules {
  private X64ConversionRules() {}

  static void addTo(X64Rules rules) {
    rules.add(Op.INT_TO_LONG, convert(X64Row.MOVSXD, true));
    rules.add(Op.LONG_TO_INT, convert(X64Row.MOV, false));
    rules.add(Op.INT_TO_BYTE, extendByte(X64Row.MOVSX_8));
    rules.add(Op.INT_TO_SHORT, convert(X64Row.MOVSX_16, false));
    rules.add(Op.INT_TO_CHAR, convert(X64Row.MOVZX_16, false));
    rules.add(Op.INT_TO_FLOAT, fromInteger(X64Row.CVTSI2SS, false));
    rules.add(Op.INT_TO_DOUBLE, fromInteger(X64Row.CVTSI2SD, false));
    rules.add(Op.LONG_TO_FLOAT, fromInteger(X64Row.CVTSI2SS, true));
    rules.add(Op.LONG_TO_DOUBLE, fromInteger(X64Row.CVTSI2SD, true));
    rules.add(Op.FLOAT_TO_DOUBLE, betweenFloats(X64Row.CVTSS2SD));
    rules.add(Op.DOUBLE_TO_FLOAT, betweenFloats(X64Row.CVTSD2SS));
    rules.add(Op.FLOAT_TO_INT, toInteger(false, false));
    rules.add(Op.FLOAT_TO_LONG, toInteger(false, true));
    rules.add(Op.DOUBLE_TO_INT, toInteger(true, false));
    rules.add(Op.DOUBLE_TO_LONG, toInteger(true, true));
    rules.add(Op.FLOAT_TO_RAW_BITS, toBits(false));
    rules.add(Op.DOUBLE_TO_RAW_BITS, toBits(true));
    rules.add(Op.BITS_TO_FLOAT, fromBits(false));
    rules.add(Op.BITS_TO_DOUBLE, fromBits(true));
  }

  private static Rule convert(X64Row row, boolean wide) {
    return (lowering, operation) -> {
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
      node.result(lowering.result(operation));
      lowering.add(node, (code, at) -> code.emit(row, wide, at.result(), of(at.uses()[0])));
    };
  }

  private static Rule extendByte(X64Row row) {
    return convert(row, false);
  }

  /**
   * The upper part of the register is cleared first: {@code cvtsi2sd} keeps it, and would wait for
   * its last writer.
   */
  private static Rule fromInteger(X64Row row, boolean wide) {
    return (lowering, operation) -> {
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
      node.result(lowering.result(operation));
      lowering.add(
          node,
          (code, at) -> {
            code.emit(X64Row.XORPS, false, at.result(), at.result());
            code.emit(row, wide, at.result(), of(at.uses()[0]));
          });
    };
  }

  private static Rule betweenFloats(X64Row row) {
    return (lowering, operation) -> {
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.REGISTER);
      node.result(lowering.result(operation));
      lowering.add(node, (code, at) -> code.emit(row, false, at.result(), of(at.uses()[0])));
    };
  }

  /**
   * The instruction gives the smallest integer for NaN and all that is out of range; Java wants 0
   * for NaN and the nearest integer. Subtracting 1 overflows for the smallest integer only.
   */
  private static Rule toInteger(boolean fromDouble, boolean wide) {
    return (lowering, operation) -> {
      X64Operand zero = lowering.pool().word(0);
      Node node = new Node().useLate(lowering.number(operation.argument(0)), Constraint.REGISTER);
      node.result(lowering.result(operation));
      lowering.add(node, (code, at) -> emitToInteger(code, fromDouble, wide, zero, at));
    };
  }

  private static void emitToInteger(
      X64Encoder code, boolean fromDouble, boolean wide, X64Operand zero, Assignment at) {
    Register from = (Register) at.uses()[0];
    X64Row compare = fromDouble ? X64Row.UCOMISD : X64Row.UCOMISS;
    Label nan = new Label("nan" + code.position());
    Label done = new Label("done" + code.position());
    X64Row convert = fromDouble ? X64Row.CVTTSD2SI : X64Row.CVTTSS2SI;
    code.emit(convert, wide, at.result(), of(from));
    code.emit(X64Row.CMP_IMM8, wide, of(at.result()), 1);
    code.jumpShort(X64Condition.NO_OVERFLOW, done);
    code.emit(compare, false, from, zero);
    code.jumpShort(X64Condition.PARITY, nan);
    code.jumpShort(X64Condition.BELOW_EQUAL, done);
    X64Moves.loadBits(code, at.result(), wide ? Long.MAX_VALUE : Integer.MAX_VALUE);
    code.jumpShort(done);
    code.bind(nan);
    code.emit(X64Row.XOR, false, at.result(), at.result());
    code.bind(done);
  }

  private static Rule toBits(boolean wide) {
    return (lowering, operation) -> {
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.REGISTER);
      node.result(lowering.result(operation));
      lowering.add(
          node,
          (code, at) -> code.emit(X64Row.MOVD_TO, wide, (Register) at.uses()[0], at.result()));
    };
  }

  private static Rule fromBits(boolean wide) {
    return (lowering, operation) -> {
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
      node.result(lowering.result(operation));
      lowering.add(node, (code, at) -> code.emit(X64Row.MOVD, wide, at.result(), of(at.uses()[0])));
    };
  }
}
