package dev.metajit.optimizer;

import dev.metajit.optimizer.Order.Relation;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;

/**
 * Drops comparisons that follow from others: an index that is less than one limit, which is no
 * greater than another, is less than that. Learns from guards, sums and differences.
 */
final class OrderPass extends Pass {
  /** Terms of sums are looked at up to this. */
  private static final long MAX_TERM = 1L << 31;

  private final Order order;
  private final BoundsPass bounds;
  private Operation lastOverflow;

  /**
   * @param bounds told what a comparison that is dropped says of intervals; null if that is off
   */
  OrderPass(Walk walk, BoundsPass bounds) {
    super(walk);
    this.order = walk.order();
    this.bounds = bounds;
  }

  @Override
  void process(Operation operation) {
    Operation checked = lastOverflow;
    lastOverflow = null;
    switch (operation.op()) {
      case GUARD_TRUE, GUARD_FALSE -> guard(operation);
      case GUARD_NO_OVERFLOW -> noOverflow(operation, checked);
      case INT_ADD, INT_SUB, LONG_ADD, LONG_SUB -> sum(operation);
      case INT_TO_LONG, LONG_TO_INT -> conversion(operation);
      default -> other(operation);
    }
  }

  private void guard(Operation guard) {
    Operation definition = facts.definition(guard.argument(0));
    passOn(guard);
    if (definition != null) {
      Constant answer = Constant.ofBoolean(guard.op() == Op.GUARD_TRUE);
      order.learn(definition.op(), definition.arguments(), answer, null);
    }
  }

  private void other(Operation operation) {
    Boolean truth = decide(operation);
    if (truth != null) {
      if (bounds != null) {
        bounds.learn(operation, truth);
      }
      replace(operation, Constant.ofBoolean(truth));
      return;
    }
    lastOverflow = operation.op().isOverflow() ? operation : null;
    passOn(operation);
  }

  private Boolean decide(Operation operation) {
    return operation.op().is(Op.Flag.COMPARE) && isInteger(operation.argument(0))
        ? order.decide(operation.op(), operation.argument(0), operation.argument(1))
        : null;
  }

  private static boolean isInteger(Value value) {
    return value.kind() == Kind.INT || value.kind() == Kind.LONG;
  }

  /** The result of a comparison, if it follows from what is known; else null. */
  Value known(Operation operation) {
    Boolean truth = decide(operation);
    return truth == null ? null : Constant.ofBoolean(truth);
  }

  private void noOverflow(Operation guard, Operation checked) {
    passOn(guard);
    if (checked != null) {
      switch (checked.op()) {
        case INT_ADD_OVF, LONG_ADD_OVF -> learnSum(checked, false);
        case INT_SUB_OVF, LONG_SUB_OVF -> learnSum(checked, true);
        default -> {}
      }
    }
  }

  private void sum(Operation operation) {
    boolean isDifference = operation.op() == Op.INT_SUB || operation.op() == Op.LONG_SUB;
    Bounds a = facts.bounds(operation.argument(0));
    Bounds b = facts.bounds(operation.argument(1));
    boolean wraps = !BoundsTransfer.neverOverflows(checked(operation.op()), a, b);
    passOn(operation);
    if (!wraps) {
      learnSum(operation, isDifference);
    }
  }

  private static Op checked(Op op) {
    return switch (op) {
      case INT_ADD -> Op.INT_ADD_OVF;
      case INT_SUB -> Op.INT_SUB_OVF;
      case LONG_ADD -> Op.LONG_ADD_OVF;
      default -> Op.LONG_SUB_OVF;
    };
  }

  /** The result is the exact sum or difference. */
  private void learnSum(Operation operation, boolean isDifference) {
    Value one = operation.argument(0);
    Value other = operation.argument(1);
    learnTerm(operation.result(), one, facts.bounds(other), isDifference);
    if (!isDifference) {
      learnTerm(operation.result(), other, facts.bounds(one), false);
    }
  }

  private void learnTerm(Value result, Value term, Bounds other, boolean isSubtracted) {
    long least = isSubtracted ? -clamp(other.max()) : clamp(other.min());
    long most = isSubtracted ? -clamp(other.min()) : clamp(other.max());
    if (most < MAX_TERM) {
      order.learn(new Relation(result, term, most), null);
    }
    if (least > -MAX_TERM) {
      order.learn(new Relation(term, result, -least), null);
    }
  }

  /** The number, or one that is too large to be looked at. */
  private static long clamp(long number) {
    return Math.max(-2 * MAX_TERM, Math.min(2 * MAX_TERM, number));
  }

  private void conversion(Operation operation) {
    Value from = operation.argument(0);
    boolean isExact = operation.op() == Op.INT_TO_LONG || Bounds.INT.includes(facts.bounds(from));
    passOn(operation);
    if (isExact) {
      order.learnEqual(operation.result(), from, null);
    }
  }
}
