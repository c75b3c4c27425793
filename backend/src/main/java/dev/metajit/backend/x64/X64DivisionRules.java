package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;

/**
 * Division and remainder by {@code idiv}, which traps on the smallest value divided by -1, where
 * Java wraps; unsigned by {@code div}.
 */
final class X64DivisionRules {
  private X64DivisionRules() {}

  static void addTo(X64Rules rules) {
    rules.add(Op.INT_DIV, rule(false));
    rules.add(Op.LONG_DIV, rule(false));
    rules.add(Op.INT_REM, rule(true));
    rules.add(Op.LONG_REM, rule(true));
    rules.add(Op.UINT_DIV, unsignedRule(false));
    rules.add(Op.ULONG_DIV, unsignedRule(false));
    rules.add(Op.UINT_REM, unsignedRule(true));
    rules.add(Op.ULONG_REM, unsignedRule(true));
  }

  private static Rule rule(boolean remainder) {
    return (lowering, operation) -> divide(lowering, operation, remainder);
  }

  private static Rule unsignedRule(boolean remainder) {
    return (lowering, operation) -> {
      boolean wide = X64IntegerRules.isWide(operation);
      lowering.add(
          node(lowering, operation, remainder),
          (code, at) -> {
            code.emit(X64Row.XOR, false, X64Registers.RDX, X64Registers.RDX);
            code.emit(X64Row.DIV, wide, of(at.uses()[1]), 0);
          });
    };
  }

  /** The dividend is in rax, and so is the quotient; the remainder is in rdx. */
  private static Node node(X64Lowering lowering, Operation operation, boolean remainder) {
    int dividend = lowering.number(operation.argument(0));
    int divisor = lowering.number(operation.argument(1));
    return new Node()
        .use(dividend, Constraint.fixed(X64Registers.RAX))
        .useLate(divisor, Constraint.ANY)
        .clobber(remainder ? X64Registers.RAX : X64Registers.RDX)
        .result(lowering.result(operation), remainder ? X64Registers.RDX : X64Registers.RAX);
  }

  private static void divide(X64Lowering lowering, Operation operation, boolean remainder) {
    boolean wide = X64IntegerRules.isWide(operation);
    Constant divisor = lowering.constant(operation.argument(1));
    if (divisor != null && X64ConstantDivision.isFor(wide, divisor.bits())) {
      X64ConstantDivision.lower(lowering, operation, divisor.bits(), remainder);
      return;
    }
    boolean check = divisor == null || divisor.bits() == -1;
    lowering.add(
        node(lowering, operation, remainder),
        (code, at) -> {
          X64Operand by = of(at.uses()[1]);
          if (check) {
            divideChecked(code, wide, by, remainder);
          } else {
            divide(code, wide, by);
          }
        });
  }

  private static void divide(X64Encoder code, boolean wide, X64Operand divisor) {
    code.emit(wide ? X64Row.SIGN_64 : X64Row.SIGN_32);
    code.emit(X64Row.IDIV, wide, divisor, 0);
  }

  private static void divideChecked(
      X64Encoder code, boolean wide, X64Operand divisor, boolean remainder) {
    Label minusOne = new Label("minus_one" + code.position());
    Label done = new Label("divided" + code.position());
    code.emit(X64Row.CMP_IMM8, wide, divisor, -1);
    code.jumpShort(X64Condition.EQUAL, minusOne);
    divide(code, wide, divisor);
    code.jumpShort(done);
    code.bind(minusOne);
    if (remainder) {
      code.emit(X64Row.XOR, false, X64Registers.RDX, X64Registers.RDX);
    } else {
      code.emit(X64Row.NEG, wide, of(X64Registers.RAX), 0);
    }
    code.bind(done);
  }
}
