package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.lang.reflect.Array;
import java.util.List;

/**
 * Computes what depends on constants alone, loads what never changes of constant objects, and drops
 * {@code same_as} and markers. After it no pure operation has only constant operands, but for those
 * whose value depends on an object's class where that is not known.
 */
final class FoldPass extends Pass {
  private final Immutables immutables = new Immutables();

  FoldPass(Walk walk) {
    super(walk);
  }

  @Override
  void process(Operation operation) {
    Op op = operation.op();
    switch (op) {
      case SAME_AS_INT, SAME_AS_LONG, SAME_AS_FLOAT, SAME_AS_DOUBLE, SAME_AS_REF ->
          replace(operation, operation.argument(0));
      case RECORD_EXACT_CLASS ->
          facts.learn(operation.argument(0), RefFacts.exactly(operation.classDescr().type()));
      case DEBUG_MERGE_POINT -> {}
      default -> {
        Constant content = op.isLoad() ? immutables.read(operation) : null;
        if (content != null) {
          replace(operation, content);
        } else {
          fold(operation);
        }
      }
    }
  }

  private void fold(Operation operation) {
    if (operation.op().isIntegerDivision() && isZero(operation.argument(1))) {
      throw new InvalidLoopException("division by zero");
    }
    Value known = known(operation);
    if (known == null) {
      passOn(operation);
      return;
    }
    if (operation.op().isOverflow()) {
      walk.overflowIsKnown(
          Evaluator.overflows(operation.op(), bits(operation, 0), bits(operation, 1)));
    }
    replace(operation, known);
  }

  /** The result if it depends on constants and classes alone and is known; else null. */
  Value known(Operation operation) {
    Op op = operation.op();
    if (op.isPrimitive() && areConstants(operation.arguments())) {
      long a = bits(operation, 0);
      long b = operation.arguments().size() > 1 ? bits(operation, 1) : 0;
      return b == 0 && op.isIntegerDivision()
          ? null
          : Constant.ofBits(op.result(), Evaluator.evaluate(op, a, b));
    }
    return op.isPure() ? ofReferences(operation) : null;
  }

  private static boolean isZero(Value value) {
    return value instanceof Constant constant && constant.bits() == 0;
  }

  private static boolean areConstants(List<Value> values) {
    for (Value value : values) {
      if (!value.isConstant()) {
        return false;
      }
    }
    return true;
  }

  private static long bits(Operation operation, int index) {
    return ((Constant) operation.argument(index)).bits();
  }

  /** The result of a pure operation on references, if it is known; else null. */
  private Value ofReferences(Operation operation) {
    return switch (operation.op()) {
      case REF_EQ -> equal(operation, true);
      case REF_NE -> equal(operation, false);
      case INSTANCE_OF -> instanceOf(operation);
      case GET_CLASS -> {
        Class<?> type = facts.ref(operation.argument(0)).exactClass();
        yield type == null ? null : Constant.ofRef(type);
      }
      case ARRAY_LENGTH -> arrayLength(operation.argument(0));
      default -> null;
    };
  }

  private Value equal(Operation operation, boolean whenSame) {
    Value one = operation.argument(0);
    Value other = operation.argument(1);
    if (one == other || (one instanceof Constant && one.equals(other))) {
      return Constant.ofBoolean(whenSame);
    }
    return walk.aliases().areDistinct(one, other) ? Constant.ofBoolean(!whenSame) : null;
  }

  private Value instanceOf(Operation operation) {
    Value object = operation.argument(0);
    if (facts.isNull(object)) {
      return Constant.ofInt(0);
    }
    Class<?> exact = facts.ref(object).exactClass();
    return exact == null
        ? null
        : Constant.ofBoolean(operation.classDescr().type().isAssignableFrom(exact));
  }

  private Value arrayLength(Value array) {
    if (array instanceof Constant constant
        && constant.ref() != null
        && constant.ref().getClass().isArray()) {
      return Constant.ofInt(Array.getLength(constant.ref()));
    }
    Virtual virtual = facts.virtual(array);
    return virtual != null && virtual.isArray() ? Constant.ofInt(virtual.length()) : null;
  }
}
