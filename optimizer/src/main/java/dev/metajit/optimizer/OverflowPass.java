package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.List;

/**
 * Sees the overflow check that is written by hand, {@code (int) wide == wide} of a sum, difference
 * or product of two ints computed in long, and makes it the overflow operation that it is.
 */
final class OverflowPass extends Pass {
  OverflowPass(Walk walk) {
    super(walk);
  }

  @Override
  void process(Operation operation) {
    boolean isGuard = operation.op() == Op.GUARD_TRUE || operation.op() == Op.GUARD_FALSE;
    if (!isGuard || !rewrite(operation)) {
      passOn(operation);
    }
  }

  private boolean rewrite(Operation guard) {
    Operation compare = facts.definition(guard.argument(0));
    Op fits = guard.op() == Op.GUARD_TRUE ? Op.LONG_EQ : Op.LONG_NE;
    if (compare == null || compare.op() != fits) {
      return false;
    }
    Value one = facts.resolve(compare.argument(0));
    Value other = facts.resolve(compare.argument(1));
    return rewrite(guard, one, other) || rewrite(guard, other, one);
  }

  /** The guard asks whether a wide value equals one that was narrowed and widened again. */
  private boolean rewrite(Operation guard, Value wide, Value widened) {
    Value narrow = operand(widened, Op.INT_TO_LONG);
    Operation sum = facts.definition(wide);
    Op overflow = sum == null ? null : overflow(sum.op());
    if (!(narrow instanceof Variable) || overflow == null) {
      return false;
    }
    Value left = asInt(sum.argument(0));
    Value right = asInt(sum.argument(1));
    if (left == null || right == null || !isNarrowed(narrow, wide, overflow, left, right)) {
      return false;
    }
    Variable result = facts.newVariable(Kind.INT);
    walk.restart(new Operation(overflow, result, List.of(left, right), null, null));
    walk.restart(new Operation(Op.GUARD_NO_OVERFLOW, null, List.of(), null, guard.exit()));
    learn(guard, wide, widened, narrow, result);
    return true;
  }

  private void learn(Operation guard, Value wide, Value widened, Value narrow, Variable result) {
    replace(narrow, facts.resolve(result));
    replace(guard.argument(0), Constant.ofBoolean(guard.op() == Op.GUARD_TRUE));
    Value again = walk.compute(Op.INT_TO_LONG, null, facts.resolve(result));
    replace(widened, again);
    replace(wide, again);
  }

  private void replace(Value value, Value other) {
    if (facts.resolve(value) instanceof Variable variable) {
      facts.replace(variable, other);
    }
  }

  private static Op overflow(Op op) {
    return switch (op) {
      case LONG_ADD -> Op.INT_ADD_OVF;
      case LONG_SUB -> Op.INT_SUB_OVF;
      case LONG_MUL -> Op.INT_MUL_OVF;
      default -> null;
    };
  }

  /** The int that the long is, or null if it may be none. */
  private Value asInt(Value value) {
    if (facts.resolve(value) instanceof Constant constant) {
      return constant.bits() == (int) constant.bits()
          ? Constant.ofInt((int) constant.bits())
          : null;
    }
    return operand(value, Op.INT_TO_LONG);
  }

  /** The operand of the operation that made the value, if it is this one; else null. */
  private Value operand(Value value, Op op) {
    Operation definition = facts.definition(facts.resolve(value));
    return definition != null && definition.op() == op
        ? facts.resolve(definition.argument(0))
        : null;
  }

  /** True if the int is what is left of the wide value. */
  private boolean isNarrowed(Value narrow, Value wide, Op overflow, Value left, Value right) {
    if (operand(narrow, Op.LONG_TO_INT) == wide) {
      return true;
    }
    Operation definition = facts.definition(narrow);
    if (definition == null || definition.op() != BoundsPass.plain(overflow)) {
      return false;
    }
    Value one = facts.resolve(definition.argument(0));
    Value other = facts.resolve(definition.argument(1));
    return one.equals(left) && other.equals(right)
        || overflow.is(Op.Flag.COMMUTATIVE) && one.equals(right) && other.equals(left);
  }
}
