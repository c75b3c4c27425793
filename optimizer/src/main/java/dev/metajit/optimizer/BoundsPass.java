package dev.metajit.optimizer;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;

/**
 * Knows ranges and bits of ints and longs: computes them forward, narrows them from guards
 * backward. Comparisons that they decide are dropped, and overflow operations that cannot overflow
 * become plain ones, without guard.
 */
final class BoundsPass extends Pass {
  private static final int DEPTH = 6;

  private Operation lastOverflow;

  BoundsPass(Walk walk) {
    super(walk);
  }

  @Override
  void process(Operation operation) {
    Op op = operation.op();
    switch (op) {
      case GUARD_TRUE, GUARD_FALSE -> {
        passOn(operation);
        learn(operation.argument(0), op == Op.GUARD_TRUE ? 1 : 0, DEPTH);
      }
      case GUARD_VALUE -> guardValue(operation);
      case GUARD_NO_OVERFLOW -> noOverflow(operation);
      default -> {
        if (op.isOverflow()) {
          overflow(operation);
        } else {
          forward(operation);
        }
      }
    }
  }

  private void guardValue(Operation operation) {
    passOn(operation);
    Value value = operation.argument(0);
    if (isInteger(value)) {
      backward(facts.definition(value), Bounds.exactly(facts.bounds(value).min()), DEPTH);
    }
  }

  private static boolean isInteger(Value value) {
    return value.kind() == Kind.INT || value.kind() == Kind.LONG;
  }

  private void forward(Operation operation) {
    Op op = operation.op();
    Bounds bounds = op.isPure() ? pure(operation) : loaded(operation);
    if (bounds == null) {
      passOn(operation);
    } else if (bounds.isConstant() && op.isPure()) {
      replace(operation, bounds.constant(op.result()));
    } else {
      passOn(operation);
      facts.narrow(operation.result(), bounds);
    }
  }

  /** The bounds of a pure operation's result; null if it is not an int or long. */
  private Bounds pure(Operation operation) {
    Op op = operation.op();
    if (op.result() != Kind.INT && op.result() != Kind.LONG) {
      return null;
    }
    if (!isInteger(operation.argument(0))) {
      return BoundsTransfer.apply(op, Bounds.LONG, Bounds.LONG);
    }
    Bounds a = facts.bounds(operation.argument(0));
    Bounds b = operation.arguments().size() > 1 ? facts.bounds(operation.argument(1)) : a;
    return BoundsTransfer.apply(op, a, b);
  }

  /** The result of a pure operation, if its bounds leave one; else null. */
  Value known(Operation operation) {
    Bounds bounds = operation.op().isPure() ? pure(operation) : null;
    return bounds != null && bounds.isConstant() ? bounds.constant(operation.op().result()) : null;
  }

  /** The bounds of what is loaded; null if it is not an int or nothing is. */
  private static Bounds loaded(Operation operation) {
    return switch (operation.op()) {
      case GETFIELD_INT -> Bounds.of(operation.field().storage());
      case GETBYTES_INT -> Bounds.of(operation.array().storage());
      case GETARRAYITEM_INT -> Bounds.of(Aliases.canonical(operation.array().storage()));
      default -> null;
    };
  }

  private void overflow(Operation operation) {
    Bounds a = facts.bounds(operation.argument(0));
    Bounds b = facts.bounds(operation.argument(1));
    if (BoundsTransfer.neverOverflows(operation.op(), a, b)) {
      walk.overflowIsKnown(false);
      walk.restart(
          changed(
              operation,
              plain(operation.op()),
              null,
              operation.argument(0),
              operation.argument(1)));
    } else {
      lastOverflow = operation;
      passOn(operation);
    }
  }

  /** The operation without overflow check. */
  static Op plain(Op op) {
    return switch (op) {
      case INT_ADD_OVF -> Op.INT_ADD;
      case INT_SUB_OVF -> Op.INT_SUB;
      case INT_MUL_OVF -> Op.INT_MUL;
      case LONG_ADD_OVF -> Op.LONG_ADD;
      case LONG_SUB_OVF -> Op.LONG_SUB;
      case LONG_MUL_OVF -> Op.LONG_MUL;
      default -> throw new IllegalArgumentException(op.text());
    };
  }

  private void noOverflow(Operation guard) {
    boolean emitted = !walk.isOverflowKnown();
    passOn(guard);
    if (emitted && lastOverflow != null) {
      facts.narrow(
          lastOverflow.result(),
          saturated(
              lastOverflow.op(),
              facts.bounds(lastOverflow.argument(0)),
              facts.bounds(lastOverflow.argument(1))));
    }
    lastOverflow = null;
  }

  /** The interval of a sum or difference that did not overflow. */
  private static Bounds saturated(Op op, Bounds a, Bounds b) {
    Bounds top = Bounds.top(op.result());
    return switch (op) {
      case INT_ADD_OVF, LONG_ADD_OVF ->
          Bounds.range(sum(a.min(), b.min(), top), sum(a.max(), b.max(), top));
      case INT_SUB_OVF, LONG_SUB_OVF ->
          Bounds.range(difference(a.min(), b.max(), top), difference(a.max(), b.min(), top));
      default -> top;
    };
  }

  private static long sum(long a, long b, Bounds top) {
    long sum = a + b;
    boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
    long exact = overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    return Math.max(top.min(), Math.min(top.max(), exact));
  }

  private static long difference(long a, long b, Bounds top) {
    long difference = a - b;
    boolean overflows = ((a ^ b) & (a ^ difference)) < 0;
    long exact = overflows ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    return Math.max(top.min(), Math.min(top.max(), exact));
  }

  /** A boolean is known: so something is known about what it was computed from. */
  private void learn(Value value, int truth, int depth) {
    Operation definition = facts.definition(value);
    if (definition == null || depth == 0 || !definition.op().isPrimitive()) {
      return;
    }
    Op op = definition.op();
    if (op.is(Op.Flag.COMPARE) && isInteger(definition.argument(0))) {
      compared(definition, truth == 1, depth);
    } else {
      backward(definition, Bounds.exactly(truth), depth);
    }
  }

  /** The pure operation's result is in the bounds that its operands give. */
  void narrow(Operation operation) {
    Bounds bounds = pure(operation);
    if (bounds != null) {
      facts.narrow(operation.result(), bounds);
    }
  }

  /** The comparison gives this; of numbers that are no integers nothing is known. */
  void learn(Operation comparison, boolean truth) {
    if (isInteger(comparison.argument(0))) {
      compared(comparison, truth, DEPTH);
    }
  }

  private void compared(Operation comparison, boolean truth, int depth) {
    Op op = comparison.op();
    Op held = truth ? op : op.inverse() != null ? op.inverse() : inverse(op);
    compared(held, comparison.argument(0), comparison.argument(1), depth);
  }

  private static Op inverse(Op op) {
    return op.swapped().inverse().swapped();
  }

  /** The comparison holds: each side is narrowed by the other. */
  private void compared(Op op, Value a, Value b, int depth) {
    switch (op) {
      case INT_LT, LONG_LT -> less(a, b, 1, depth);
      case INT_LE, LONG_LE -> less(a, b, 0, depth);
      case INT_GT, LONG_GT -> less(b, a, 1, depth);
      case INT_GE, LONG_GE -> less(b, a, 0, depth);
      case INT_EQ, LONG_EQ -> {
        Bounds both = facts.bounds(a).and(facts.bounds(b));
        narrow(a, both, depth);
        narrow(b, both, depth);
      }
      case INT_NE, LONG_NE -> {
        differs(a, facts.bounds(b), depth);
        differs(b, facts.bounds(a), depth);
      }
      case UINT_LT, ULONG_LT -> lessUnsigned(a, b, 1, depth);
      case UINT_LE, ULONG_LE -> lessUnsigned(a, b, 0, depth);
      case UINT_GT, ULONG_GT -> lessUnsigned(b, a, 1, depth);
      case UINT_GE, ULONG_GE -> lessUnsigned(b, a, 0, depth);
      default -> {}
    }
  }

  /** {@code a + gap <= b}. */
  private void less(Value a, Value b, int gap, int depth) {
    Bounds x = facts.bounds(a);
    Bounds y = facts.bounds(b);
    if (x.min() == Long.MAX_VALUE && gap == 1 || y.max() == Long.MIN_VALUE && gap == 1) {
      throw new InvalidLoopException("no integer satisfies the guards");
    }
    narrow(a, Bounds.range(Long.MIN_VALUE, y.max() - gap), depth);
    narrow(b, Bounds.range(x.min() + gap, Long.MAX_VALUE), depth);
  }

  /**
   * Unsigned {@code a + gap <= b}; says something if {@code b} is not negative as a signed number.
   */
  private void lessUnsigned(Value a, Value b, int gap, int depth) {
    Bounds x = facts.bounds(a);
    Bounds y = facts.bounds(b);
    if (y.min() >= 0) {
      if (y.max() < gap) {
        throw new InvalidLoopException("nothing is less than zero");
      }
      narrow(a, Bounds.range(0, y.max() - gap), depth);
      narrow(b, Bounds.range(facts.bounds(a).min() + gap, Long.MAX_VALUE), depth);
    } else if (x.max() < 0) {
      narrow(b, Bounds.range(Long.MIN_VALUE, -1), depth);
    }
  }

  private void differs(Value value, Bounds other, int depth) {
    if (!other.isConstant()) {
      return;
    }
    Bounds bounds = facts.bounds(value);
    if (bounds.min() == other.min() && bounds.isConstant()) {
      throw new InvalidLoopException("a value differs from itself");
    }
    if (bounds.min() == other.min()) {
      narrow(value, Bounds.range(bounds.min() + 1, Long.MAX_VALUE), depth);
    } else if (bounds.max() == other.min()) {
      narrow(value, Bounds.range(Long.MIN_VALUE, bounds.max() - 1), depth);
    }
  }

  private void narrow(Value value, Bounds bounds, int depth) {
    Value current = facts.resolve(value);
    if (current instanceof Variable && !bounds.includes(facts.bounds(current))) {
      Operation definition = facts.definition(current);
      facts.narrow(current, bounds);
      backward(definition, facts.bounds(current), depth - 1);
    }
  }

  /** The result of the operation is in these bounds: so are its operands in others. */
  private void backward(Operation definition, Bounds result, int depth) {
    if (definition == null || depth <= 0) {
      return;
    }
    Value a = definition.argument(0);
    switch (definition.op()) {
      case INT_ADD, LONG_ADD, INT_ADD_OVF, LONG_ADD_OVF -> {
        Value b = definition.argument(1);
        narrow(a, subtracted(definition, result, facts.bounds(b)), depth);
        narrow(b, subtracted(definition, result, facts.bounds(a)), depth);
      }
      case INT_SUB, LONG_SUB, INT_SUB_OVF, LONG_SUB_OVF -> {
        Value b = definition.argument(1);
        narrow(a, added(definition, result, facts.bounds(b)), depth);
        narrow(b, subtracted(definition, facts.bounds(a), result), depth);
      }
      case INT_TO_LONG -> narrow(a, result.and(Bounds.INT), depth);
      case INT_NEG, LONG_NEG -> narrow(a, subtracted(definition, Bounds.exactly(0), result), depth);
      case INT_AND, LONG_AND -> {
        narrow(a, new Bounds(Long.MIN_VALUE, Long.MAX_VALUE, 0, result.ones()), depth);
        narrow(
            definition.argument(1),
            new Bounds(Long.MIN_VALUE, Long.MAX_VALUE, 0, result.ones()),
            depth);
      }
      case INT_EQ,
          INT_NE,
          INT_LT,
          INT_LE,
          INT_GT,
          INT_GE,
          UINT_LT,
          UINT_LE,
          UINT_GT,
          UINT_GE,
          LONG_EQ,
          LONG_NE,
          LONG_LT,
          LONG_LE,
          LONG_GT,
          LONG_GE,
          ULONG_LT,
          ULONG_LE,
          ULONG_GT,
          ULONG_GE -> {
        if (result.isConstant()) {
          learn(definition.result(), (int) result.min(), depth);
        }
      }
      default -> {}
    }
  }

  private static Bounds subtracted(Operation definition, Bounds a, Bounds b) {
    Kind kind = definition.result().kind();
    return BoundsTransfer.apply(kind == Kind.INT ? Op.INT_SUB : Op.LONG_SUB, a, b);
  }

  private static Bounds added(Operation definition, Bounds a, Bounds b) {
    Kind kind = definition.result().kind();
    return BoundsTransfer.apply(kind == Kind.INT ? Op.INT_ADD : Op.LONG_ADD, a, b);
  }
}
