package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.util.List;

/** Division by a power of two is multiplication by its reciprocal, where that is exact. */
final class FloatReciprocals {
  private FloatReciprocals() {}

  /** True if the operation was replaced. */
  static boolean rewrite(Walk walk, Operation operation) {
    Constant reciprocal = reciprocal(operation);
    if (reciprocal == null) {
      return false;
    }
    Op op = operation.op() == Op.FLOAT_DIV ? Op.FLOAT_MUL : Op.DOUBLE_MUL;
    List<Value> operands = List.of(operation.argument(0), reciprocal);
    walk.restart(new Operation(op, operation.result(), operands, null, null));
    return true;
  }

  private static Constant reciprocal(Operation operation) {
    boolean divides = operation.op() == Op.FLOAT_DIV || operation.op() == Op.DOUBLE_DIV;
    if (!divides || !(operation.argument(1) instanceof Constant divisor)) {
      return null;
    }
    return operation.op() == Op.FLOAT_DIV
        ? ofFloat(divisor.asFloat())
        : ofDouble(divisor.asDouble());
  }

  private static Constant ofFloat(float divisor) {
    boolean isPower = (Float.floatToRawIntBits(divisor) & 0x7FFFFF) == 0;
    float reciprocal = 1 / divisor;
    return isPower && isNormal(divisor) && isNormal(reciprocal)
        ? Constant.ofFloat(reciprocal)
        : null;
  }

  private static boolean isNormal(float value) {
    return Math.abs(value) >= Float.MIN_NORMAL && Math.abs(value) <= Float.MAX_VALUE;
  }

  private static Constant ofDouble(double divisor) {
    boolean isPower = (Double.doubleToRawLongBits(divisor) & 0xFFFFFFFFFFFFFL) == 0;
    double reciprocal = 1 / divisor;
    return isPower && isNormal(divisor) && isNormal(reciprocal)
        ? Constant.ofDouble(reciprocal)
        : null;
  }

  private static boolean isNormal(double value) {
    return Math.abs(value) >= Double.MIN_NORMAL && Math.abs(value) <= Double.MAX_VALUE;
  }
}
