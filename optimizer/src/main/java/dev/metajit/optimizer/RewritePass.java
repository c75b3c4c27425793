package dev.metajit.optimizer;

import dev.metajit.optimizer.Rule.Any;
import dev.metajit.optimizer.Rule.AnyConstant;
import dev.metajit.optimizer.Rule.Apply;
import dev.metajit.optimizer.Rule.Expression;
import dev.metajit.optimizer.Rule.Literal;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces operations by cheaper ones, by the {@link Rules}. After it a constant stands on the
 * right where it can, and guards ask for a condition rather than for its opposite.
 */
final class RewritePass extends Pass {
  private static final int MAX_DEPTH = 32;

  private int depth;

  RewritePass(Walk walk) {
    super(walk);
  }

  @Override
  void process(Operation operation) {
    Op op = operation.op();
    if (op == Op.GUARD_TRUE || op == Op.GUARD_FALSE) {
      guard(operation);
    } else if (op.isPure() && depth < MAX_DEPTH) {
      rewrite(operation);
    } else {
      passOn(operation);
    }
  }

  private void guard(Operation guard) {
    Operation condition = facts.definition(guard.argument(0));
    Op op = condition == null ? null : condition.op();
    if (op == Op.REF_EQ || op == Op.REF_NE) {
      guardIdentity(guard, condition);
    } else if (op == Op.INT_EQ) {
      guardOpposite(guard, condition);
    } else {
      passOn(guard);
    }
  }

  /** A guard on a comparison with null asks that directly. */
  private void guardIdentity(Operation guard, Operation condition) {
    Value object = facts.resolve(condition.argument(0));
    Value other = facts.resolve(condition.argument(1));
    if (facts.isNull(object)) {
      Value swapped = object;
      object = other;
      other = swapped;
    }
    if (!facts.isNull(other) || object.isConstant()) {
      passOn(guard);
      return;
    }
    boolean isNull = (condition.op() == Op.REF_EQ) == (guard.op() == Op.GUARD_TRUE);
    passOn(changed(guard, isNull ? Op.GUARD_ISNULL : Op.GUARD_NONNULL, null, object));
  }

  /** A guard on {@code x == 0} of a boolean is the opposite guard on the boolean. */
  private void guardOpposite(Operation guard, Operation condition) {
    Value tested = facts.resolve(condition.argument(0));
    boolean isOpposite =
        condition.argument(1).equals(Constant.ofInt(0))
            && tested instanceof Variable
            && Bounds.BOOLEAN.includes(facts.bounds(tested));
    if (!isOpposite) {
      passOn(guard);
      return;
    }
    Op opposite = guard.op() == Op.GUARD_TRUE ? Op.GUARD_FALSE : Op.GUARD_TRUE;
    guard(changed(guard, opposite, null, tested));
    if (facts.resolve(tested) instanceof Variable variable) {
      facts.replace(variable, Constant.ofBoolean(opposite == Op.GUARD_TRUE));
    }
  }

  private void rewrite(Operation operation) {
    Operation canonical = constantRight(operation);
    if (walk.settings().has("pure") && walk.pure().lookup(canonical) != null) {
      passOn(canonical);
      return;
    }
    Op inverse = inverted(canonical);
    if (inverse != null) {
      Operation compared = facts.definition(canonical.argument(0));
      again(changed(canonical, inverse, null, compared.argument(0), compared.argument(1)));
      return;
    }
    for (Rule rule : Rules.of(canonical.op())) {
      Map<String, Value> values = new HashMap<>();
      if (matches(rule.pattern().operands(), canonical, values) && holds(rule, values)) {
        apply(rule, canonical, values);
        return;
      }
    }
    if (!FloatReciprocals.rewrite(walk, canonical)) {
      passOn(canonical);
    }
  }

  private void again(Operation operation) {
    depth++;
    walk.restart(operation);
    depth--;
  }

  /** For {@code comparison == 0}: the inverse comparison, if there is one. */
  private Op inverted(Operation operation) {
    if (operation.op() != Op.INT_EQ || !operation.argument(1).equals(Constant.ofInt(0))) {
      return null;
    }
    Operation tested = facts.definition(operation.argument(0));
    if (tested == null || !tested.op().is(Op.Flag.COMPARE)) {
      return null;
    }
    Op op = tested.op();
    if (op.inverse() != null) {
      return op.inverse();
    }
    Op swapped = op.swapped() == null ? null : op.swapped().inverse();
    return swapped == null ? null : swapped.swapped();
  }

  private static Operation constantRight(Operation operation) {
    Op swapped = operation.op().swapped();
    if (swapped == null
        || !operation.argument(0).isConstant()
        || operation.argument(1).isConstant()) {
      return operation;
    }
    return changed(operation, swapped, null, operation.argument(1), operation.argument(0));
  }

  private boolean matches(
      List<Expression> patterns, Operation operation, Map<String, Value> values) {
    List<Value> operands = operation.arguments();
    Map<String, Value> before = new HashMap<>(values);
    if (matchesInOrder(patterns, operands, values)) {
      return true;
    }
    values.clear();
    values.putAll(before);
    return operation.op().is(Op.Flag.COMMUTATIVE)
        && matchesInOrder(patterns, List.of(operands.get(1), operands.get(0)), values);
  }

  private boolean matchesInOrder(
      List<Expression> patterns, List<Value> operands, Map<String, Value> values) {
    for (int i = 0; i < patterns.size(); i++) {
      if (!matches(patterns.get(i), facts.resolve(operands.get(i)), values)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(Expression pattern, Value value, Map<String, Value> values) {
    if (pattern instanceof Literal literal) {
      return literal.constant().equals(value);
    }
    if (pattern instanceof Apply apply) {
      Operation definition = facts.definition(value);
      return definition != null
          && plain(definition.op()) == apply.op()
          && matches(apply.operands(), definition, values);
    }
    String name = pattern instanceof Any any ? any.name() : ((AnyConstant) pattern).name();
    if (pattern instanceof AnyConstant && !value.isConstant()) {
      return false;
    }
    Value other = values.putIfAbsent(name, value);
    return other == null || walk.aliases().areSame(other, value);
  }

  private static Op plain(Op op) {
    return op.isOverflow() ? BoundsPass.plain(op) : op;
  }

  private boolean holds(Rule rule, Map<String, Value> values) {
    for (Expression condition : rule.conditions()) {
      Bounds bounds = bounds(condition, values);
      if (!bounds.isConstant() || bounds.min() != 1) {
        return false;
      }
    }
    return true;
  }

  private Bounds bounds(Expression expression, Map<String, Value> values) {
    if (expression instanceof Literal literal) {
      return Bounds.exactly(literal.constant().bits());
    }
    if (expression instanceof Apply apply) {
      Bounds a = bounds(apply.operands().get(0), values);
      Bounds b = apply.operands().size() > 1 ? bounds(apply.operands().get(1), values) : a;
      return a.isConstant() && b.isConstant()
          ? Bounds.exactly(Evaluator.evaluate(apply.op(), a.min(), b.min()))
          : BoundsTransfer.apply(apply.op(), a, b);
    }
    return facts.bounds(value(expression, values));
  }

  private static Value value(Expression leaf, Map<String, Value> values) {
    return values.get(leaf instanceof Any any ? any.name() : ((AnyConstant) leaf).name());
  }

  private void apply(Rule rule, Operation operation, Map<String, Value> values) {
    depth++;
    if (rule.replacement() instanceof Apply apply) {
      Value[] operands =
          apply.operands().stream().map(part -> build(part, values)).toArray(Value[]::new);
      walk.restart(changed(operation, apply.op(), null, operands));
    } else {
      replace(operation, build(rule.replacement(), values));
    }
    depth--;
  }

  private Value build(Expression expression, Map<String, Value> values) {
    if (expression instanceof Literal literal) {
      return literal.constant();
    }
    if (expression instanceof Apply apply) {
      Value[] operands =
          apply.operands().stream().map(part -> build(part, values)).toArray(Value[]::new);
      return walk.compute(apply.op(), null, operands);
    }
    return value(expression, values);
  }
}
