package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known at this point about the variables of the trace being written: that one equals
 * another value (forwarding), {@link Bounds} of ints and longs, {@link RefFacts} or {@link Virtual}
 * of references, and which operation defined it; and what it was while the trace was recorded.
 */
final class Facts {
  private Value[] forwards = new Value[64];
  private Object[] known = new Object[64];
  private Operation[] definitions = new Operation[64];
  private Runnable[] assumed = new Runnable[64];
  private final Map<Value, Constant> seen = new HashMap<>();
  private int variables;

  Variable newVariable(Kind kind) {
    if (variables == forwards.length) {
      forwards = Arrays.copyOf(forwards, 2 * variables);
      known = Arrays.copyOf(known, 2 * variables);
      definitions = Arrays.copyOf(definitions, 2 * variables);
      assumed = Arrays.copyOf(assumed, 2 * variables);
    }
    return new Variable(kind, variables++);
  }

  /** What the value is known to equal by now: itself, another variable or a constant. */
  Value resolve(Value value) {
    Value current = value;
    while (current instanceof Variable variable && forwards[variable.index()] != null) {
      current = forwards[variable.index()];
    }
    return current;
  }

  /** Each of the values as {@link #resolve} gives it. */
  List<Value> resolved(List<Value> values) {
    Value[] resolved = new Value[values.size()];
    for (int i = 0; i < resolved.length; i++) {
      resolved[i] = resolve(values.get(i));
    }
    return List.of(resolved);
  }

  /**
   * From now on the variable is the other value, and what was known about it is known about that.
   */
  void replace(Variable variable, Value value) {
    Value target = resolve(value);
    if (target == variable) {
      return;
    }
    Constant hint = seen.get(variable);
    if (hint != null) {
      seen.putIfAbsent(target, hint);
    }
    Object old = known[variable.index()];
    forwards[variable.index()] = target;
    if (old instanceof Bounds bounds) {
      narrow(target, bounds);
    } else if (old instanceof RefFacts facts && virtual(target) == null) {
      learn(target, facts.escaped());
    }
  }

  /** The value was this while the trace was recorded. */
  void see(Value value, Constant hint) {
    seen.putIfAbsent(resolve(value), hint);
  }

  /** What the value was while the trace was recorded, as far as it was noted; else null. */
  Constant seen(Value value) {
    Value current = resolve(value);
    return current instanceof Constant constant ? constant : seen.get(current);
  }

  /** The operation that computes the variable, if it stands in the trace; else null. */
  Operation definition(Value value) {
    if (!(value instanceof Variable variable)) {
      return null;
    }
    Runnable use = assumed[variable.index()];
    if (use != null) {
      use.run();
    }
    return definitions[variable.index()];
  }

  /** Like {@link #define} of an operation that is not in this trace; tells when it is asked for. */
  void assume(Operation operation, Runnable use) {
    define(operation);
    assumed[operation.result().index()] = use;
  }

  void define(Operation operation) {
    definitions[operation.result().index()] = operation;
  }

  /** What is known about an int or long. */
  Bounds bounds(Value value) {
    Value current = resolve(value);
    if (current instanceof Constant constant) {
      return Bounds.exactly(constant.bits());
    }
    Object facts = known[((Variable) current).index()];
    return facts instanceof Bounds bounds ? bounds : Bounds.top(current.kind());
  }

  /**
   * The value is in these bounds too.
   *
   * @throws InvalidLoopException if it cannot be
   */
  void narrow(Value value, Bounds bounds) {
    Value current = resolve(value);
    Bounds both = bounds(current).and(bounds);
    if (current instanceof Variable variable) {
      known[variable.index()] = both;
      if (both.isConstant()) {
        forwards[variable.index()] = both.constant(variable.kind());
      }
    }
  }

  /** What is known about a reference, virtual or not. */
  RefFacts ref(Value value) {
    Value current = resolve(value);
    if (current instanceof Constant constant) {
      return constant.isNull() ? RefFacts.UNKNOWN : RefFacts.exactly(constant.ref().getClass());
    }
    Object facts = known[((Variable) current).index()];
    if (facts instanceof Virtual virtual) {
      return RefFacts.fresh(virtual.exactClass());
    }
    return facts instanceof RefFacts refFacts ? refFacts : RefFacts.UNKNOWN;
  }

  /**
   * These facts hold too.
   *
   * @throws InvalidLoopException if they contradict what is known
   */
  void learn(Value value, RefFacts facts) {
    Value current = resolve(value);
    if (facts.nonNull() && isNull(current)) {
      throw new InvalidLoopException("null is not null");
    }
    RefFacts both = ref(current).and(facts);
    if (current instanceof Variable variable && virtual(current) == null) {
      known[variable.index()] = both;
    }
  }

  /** The object's parts, or null if it is not virtual. */
  Virtual virtual(Value value) {
    return resolve(value) instanceof Variable variable
            && known[variable.index()] instanceof Virtual virtual
        ? virtual
        : null;
  }

  void setVirtual(Variable variable, Virtual virtual) {
    known[variable.index()] = virtual;
  }

  /** Sets what is known about a reference, forgetting the rest. */
  void setRef(Variable variable, RefFacts facts) {
    known[variable.index()] = facts;
  }

  /** Something else may refer to the object from now on. */
  void escape(Value value) {
    if (resolve(value) instanceof Variable variable
        && known[variable.index()] instanceof RefFacts facts) {
      known[variable.index()] = facts.escaped();
    }
  }

  boolean isNull(Value value) {
    return resolve(value) instanceof Constant constant && constant.isNull();
  }
}
