package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.trace.Operation;

/**
 * Division by a constant without a division: a shift for powers of two; for other ints a
 * multiplication by the reciprocal (Granlund and Montgomery, "Division by Invariant Integers using
 * Multiplication", 1994).
 */
final class X64ConstantDivision {
  private X64ConstantDivision() {}

  /** True if there is something better than {@code idiv} for this divisor. */
  static boolean isFor(boolean wide, long divisor) {
    boolean minimum = divisor == (wide ? Long.MIN_VALUE : Integer.MIN_VALUE);
    return !minimum && Math.abs(divisor) > 1 && (!wide || isPowerOfTwo(divisor));
  }

  private static boolean isPowerOfTwo(long divisor) {
    return Long.bitCount(Math.abs(divisor)) == 1;
  }

  static void lower(X64Lowering lowering, Operation operation, long divisor, boolean remainder) {
    boolean wide = X64IntegerRules.isWide(operation);
    Node node =
        new Node()
            .useLate(lowering.number(operation.argument(0)), Constraint.REGISTER)
            .temporary(Bank.GENERAL)
            .result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          if (isPowerOfTwo(divisor)) {
            shift(code, wide, divisor, remainder, at);
          } else {
            multiply(code, (int) divisor, remainder, at);
          }
        });
  }

  /**
   * Adds what makes the shift round towards zero: the divisor less one, if the dividend is
   * negative.
   */
  private static void shift(
      X64Encoder code, boolean wide, long divisor, boolean remainder, Assignment at) {
    int bits = wide ? Long.SIZE : Integer.SIZE;
    int power = Long.numberOfTrailingZeros(divisor);
    Register dividend = (Register) at.uses()[0];
    Register result = at.result();
    X64Operand rounded = of(at.temporaries()[0]);
    code.emit(X64Row.MOV, wide, at.temporaries()[0], dividend);
    if (power > 1) {
      code.emit(X64Row.SAR_IMM8, wide, rounded, bits - 1);
    }
    code.emit(X64Row.SHR_IMM8, wide, rounded, bits - power);
    code.emit(X64Row.ADD, wide, at.temporaries()[0], dividend);
    if (remainder) {
      code.emit(X64Row.SHR_IMM8, wide, rounded, power);
      code.emit(X64Row.SHL_IMM8, wide, rounded, power);
      code.emit(X64Row.MOV, wide, result, dividend);
      code.emit(X64Row.SUB, wide, result, rounded);
    } else {
      code.emit(X64Row.SAR_IMM8, wide, rounded, power);
      code.emit(X64Row.MOV, wide, result, rounded);
      if (divisor < 0) {
        code.emit(X64Row.NEG, wide, of(result), 0);
      }
    }
  }

  /**
   * The dividend times {@code floor(2^p / d) + 1}, shifted right by {@code p}, for {@code d} the
   * divisor's magnitude, and one more if the dividend is negative. With {@code p = 32 + floor(log2
   * d)} the factor is below {@code 2^32} and its error too small to matter for 32 bits; the product
   * fits into 64.
   */
  private static void multiply(X64Encoder code, int divisor, boolean remainder, Assignment at) {
    long magnitude = Math.abs((long) divisor);
    int shift = Integer.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(magnitude);
    long factor = (1L << shift) / magnitude + 1;
    Register dividend = (Register) at.uses()[0];
    Register quotient = at.temporaries()[0];
    Register result = at.result();
    X64Moves.loadBits(code, result, factor);
    code.emit(X64Row.MOVSXD, true, quotient, of(dividend));
    code.emit(X64Row.IMUL, true, quotient, result);
    code.emit(X64Row.SAR_IMM8, true, of(quotient), shift);
    code.emit(X64Row.MOV, false, result, dividend);
    code.emit(X64Row.SHR_IMM8, false, of(result), Integer.SIZE - 1);
    if (remainder) {
      code.emit(X64Row.ADD, false, quotient, result);
      code.emit(X64Row.IMUL_IMM32, false, quotient, of(quotient), (int) magnitude);
      code.emit(X64Row.MOV, false, result, dividend);
      code.emit(X64Row.SUB, false, result, quotient);
    } else {
      code.emit(X64Row.ADD, false, result, quotient);
      if (divisor < 0) {
        code.emit(X64Row.NEG, false, of(result), 0);
      }
    }
  }
}
