package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.HashSet;
import java.util.Set;

/**
 * Drops guards that follow from what is known and learns from those that stay. After it every guard
 * asks something new.
 */
final class GuardsPass extends Pass {
  private final Set<Descr> valid = new HashSet<>();

  GuardsPass(Walk walk) {
    super(walk);
  }

  @Override
  void process(Operation operation) {
    Op op = operation.op();
    switch (op) {
      case GUARD_TRUE -> guardBoolean(operation, true);
      case GUARD_FALSE -> guardBoolean(operation, false);
      case GUARD_VALUE -> guardValue(operation);
      case GUARD_CLASS, GUARD_NONNULL_CLASS -> guardClass(operation);
      case GUARD_NONNULL -> guardNonNull(operation);
      case GUARD_ISNULL -> guardIsNull(operation);
      case GUARD_NO_OVERFLOW -> guardOverflow(operation, false);
      case GUARD_OVERFLOW -> guardOverflow(operation, true);
      case GUARD_NO_EXCEPTION -> guardNoException(operation);
      case GUARD_EXCEPTION -> guardException(operation);
      case GUARD_NOT_INVALIDATED -> guardNotInvalidated(operation);
      default -> {
        if (op.isCall()
            && operation.descr() instanceof CallDescr call
            && call.effect().isRandom()) {
          valid.clear();
        }
        passOn(operation);
      }
    }
  }

  private void guardBoolean(Operation guard, boolean expected) {
    Value condition = guard.argument(0);
    if (condition instanceof Constant constant) {
      require((constant.asInt() != 0) == expected, guard);
      return;
    }
    Operation definition = facts.definition(condition);
    passOn(guard);
    if (expected || isBoolean(condition, definition)) {
      if (isBoolean(condition, definition)) {
        facts.replace((Variable) condition, Constant.ofBoolean(expected));
      }
    } else {
      facts.replace((Variable) condition, Constant.ofInt(0));
    }
    if (definition != null) {
      learn(definition, expected);
    }
  }

  private boolean isBoolean(Value value, Operation definition) {
    return Bounds.BOOLEAN.includes(facts.bounds(value))
        || (definition != null
            && (definition.op().is(Op.Flag.COMPARE) || definition.op() == Op.INSTANCE_OF));
  }

  private static void require(boolean holds, Operation guard) {
    if (!holds) {
      throw new InvalidLoopException(guard.op().text() + " always fails");
    }
  }

  /** The pure operation gave true, or false. */
  private void learn(Operation definition, boolean truth) {
    switch (definition.op()) {
      case REF_EQ, REF_NE -> learnIdentity(definition, (definition.op() == Op.REF_EQ) == truth);
      case INT_EQ, LONG_EQ, INT_NE, LONG_NE -> {
        boolean equal = definition.op() == Op.INT_EQ || definition.op() == Op.LONG_EQ;
        if (equal == truth) {
          unite(definition.argument(0), definition.argument(1));
        }
      }
      case INSTANCE_OF -> {
        if (truth) {
          facts.learn(definition.argument(0), RefFacts.NON_NULL);
        }
      }
      default -> {}
    }
  }

  private void learnIdentity(Operation definition, boolean same) {
    Value one = facts.resolve(definition.argument(0));
    Value other = facts.resolve(definition.argument(1));
    if (same) {
      unite(one, other);
    } else if (facts.isNull(one)) {
      facts.learn(other, RefFacts.NON_NULL);
    } else if (facts.isNull(other)) {
      facts.learn(one, RefFacts.NON_NULL);
    } else {
      walk.aliases().learnDistinct(one, other);
    }
  }

  private void unite(Value left, Value right) {
    Value one = facts.resolve(left);
    Value other = facts.resolve(right);
    if (one instanceof Variable variable && facts.virtual(one) == null) {
      facts.replace(variable, other);
    } else if (other instanceof Variable variable && facts.virtual(other) == null) {
      facts.replace(variable, one);
    }
  }

  private void guardValue(Operation guard) {
    Value value = guard.argument(0);
    Constant expected = (Constant) guard.argument(1);
    if (value instanceof Constant) {
      require(value.equals(expected), guard);
      return;
    }
    require(mayBe(value, expected), guard);
    if (value.kind() == Kind.INT && Bounds.BOOLEAN.includes(facts.bounds(value))) {
      Op op = expected.asInt() == 0 ? Op.GUARD_FALSE : Op.GUARD_TRUE;
      guardBoolean(changed(guard, op, null, value), expected.asInt() != 0);
      return;
    }
    Operation definition = facts.definition(value);
    if (value.kind() != Kind.REF || !walk.strengthen(value, expected)) {
      passOn(guard);
    }
    facts.replace((Variable) facts.resolve(value), expected);
    boolean isCondition = definition != null && isBoolean(value, definition);
    if (isCondition) {
      learn(definition, expected.asInt() != 0);
    }
  }

  private boolean mayBe(Value value, Constant expected) {
    return switch (value.kind()) {
      case INT, LONG -> facts.bounds(value).contains(expected.bits());
      case REF -> !walk.aliases().areDistinct(value, expected);
      default -> true;
    };
  }

  private void guardClass(Operation guard) {
    Value object = guard.argument(0);
    Class<?> type = guard.classDescr().type();
    RefFacts known = facts.ref(object);
    if (known.exactClass() != null) {
      require(known.exactClass() == type, guard);
      return;
    }
    require(!facts.isNull(object), guard);
    if (!walk.strengthen(Op.GUARD_NONNULL_CLASS, guard.descr(), object)) {
      Op op = known.nonNull() ? Op.GUARD_CLASS : guard.op();
      passOn(changed(guard, op, guard.descr(), object));
    }
    facts.learn(object, RefFacts.exactly(type));
  }

  private void guardNonNull(Operation guard) {
    Value object = guard.argument(0);
    require(!facts.isNull(object), guard);
    if (!facts.ref(object).nonNull()) {
      passOn(guard);
      facts.learn(object, RefFacts.NON_NULL);
    }
  }

  private void guardIsNull(Operation guard) {
    Value object = guard.argument(0);
    require(!facts.ref(object).nonNull(), guard);
    if (!facts.isNull(object)) {
      passOn(guard);
      facts.replace((Variable) object, Constant.NULL);
    }
  }

  private void guardOverflow(Operation guard, boolean expected) {
    if (walk.isOverflowKnown()) {
      require(walk.takeKnownOverflow() == expected, guard);
    } else {
      passOn(guard);
    }
  }

  private void guardNoException(Operation guard) {
    if (walk.lastCallMayRaise()) {
      passOn(guard);
    }
  }

  private void guardException(Operation guard) {
    require(walk.lastCallMayRaise(), guard);
    passOn(guard);
    facts.learn(guard.result(), RefFacts.exactly(guard.classDescr().type()));
  }

  private void guardNotInvalidated(Operation guard) {
    if (valid.add(guard.descr())) {
      passOn(guard);
    }
  }
}
