package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Computes each pure result once: a second operation with the same operands is replaced by the
 * first's result. Elidable and loop-invariant calls count as pure once they have returned; overflow
 * operations once they are known not to have overflowed.
 */
final class PurePass extends Pass {
  /** What is computed. The operands are as resolved when it was added. */
  static final class Key {
    private final Op op;
    private final Descr descr;
    private final List<Value> operands;
    private final int hash;

    Key(Op op, Descr descr, List<Value> operands) {
      this.op = op;
      this.descr = descr;
      this.operands = operands;
      int mixed = 31 * op.ordinal() + (descr == null ? 0 : descr.hashCode());
      for (int i = 0; i < operands.size(); i++) {
        mixed = 31 * mixed + operands.get(i).hashCode();
      }
      this.hash = mixed;
    }

    Op op() {
      return op;
    }

    Descr descr() {
      return descr;
    }

    List<Value> operands() {
      return operands;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && hash == that.hash
          && op == that.op
          && (descr == that.descr || (descr != null && descr.equals(that.descr)))
          && operands.equals(that.operands);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** A result that tells bridges something. */
  private record Told(Key key, Value result) {}

  private final Map<Key, Value> results = new LinkedHashMap<>();
  private final Map<Key, Runnable> uses = new HashMap<>();
  private final List<Told> telling = new ArrayList<>();

  /** Under what the length of an array was asked for last. */
  private final Map<Value, Key> lengths = new HashMap<>();

  private final boolean on;
  private Operation awaitingGuard;

  PurePass(Walk walk) {
    super(walk);
    on = walk.settings().has("pure");
  }

  @Override
  void process(Operation operation) {
    Operation awaiting = awaitingGuard;
    awaitingGuard = null;
    Op op = operation.op();
    if (op == Op.GUARD_NO_OVERFLOW || op == Op.GUARD_NO_EXCEPTION) {
      passOn(operation);
      if (awaiting != null) {
        remember(awaiting);
      }
    } else if (op.isPure() || op.isOverflow() || isReusable(operation)) {
      compute(operation);
    } else {
      passOn(operation);
      if (op == Op.NEW_ARRAY) {
        add(new Key(Op.ARRAY_LENGTH, null, List.of(operation.result())), operation.argument(0));
      }
    }
  }

  /**
   * True for a call whose result depends on its arguments alone and whose identity does not matter.
   */
  private static boolean isReusable(Operation operation) {
    if (!operation.op().isCall() || operation.result() == null) {
      return false;
    }
    CallDescr call = operation.call();
    EffectInfo effect = call.effect();
    return (effect.isElidable() && !Boxes.makesNewObjects(call))
        || effect.extra() == EffectInfo.Extra.LOOP_INVARIANT;
  }

  private void compute(Operation operation) {
    Value known = on ? lookup(operation) : null;
    if (known == null) {
      passOn(operation);
      if (operation.op().isOverflow() || (operation.op().isCall() && walk.lastCallMayRaise())) {
        awaitingGuard = operation;
      } else {
        remember(operation);
      }
      return;
    }
    if (operation.op().isOverflow()) {
      walk.overflowIsKnown(false);
    } else if (operation.op().isCall()) {
      walk.callRemoved();
    }
    replace(operation, known);
  }

  private void remember(Operation operation) {
    add(key(operation), operation.result());
    if (operation.op().isOverflow()) {
      Op plain = BoundsPass.plain(operation.op());
      add(new Key(plain, null, operation.arguments()), operation.result());
    }
  }

  private static Key key(Operation operation) {
    return new Key(operation.op(), operation.descr(), operation.arguments());
  }

  /** This is known to give that result. */
  void add(Key key, Value result) {
    boolean isNew = results.putIfAbsent(key, result) == null;
    noteLength(key);
    if (isNew && (key.op() == Op.ARRAY_LENGTH || isQuestion(key.op()))) {
      telling.add(new Told(key, result));
    }
  }

  private static boolean isQuestion(Op op) {
    return op.is(Op.Flag.COMPARE) || op == Op.INSTANCE_OF;
  }

  /** The latest lengths, and the latest comparisons and class tests whose answer is known. */
  void telling(int count, BiConsumer<Key, Value> listener) {
    for (int i = Math.max(0, telling.size() - count); i < telling.size(); i++) {
      Key key = telling.get(i).key;
      Value result = facts.resolve(telling.get(i).result);
      if (key.op() == Op.ARRAY_LENGTH || result instanceof Constant) {
        listener.accept(key, result);
      }
    }
  }

  /** Like {@link #add}, and tells when the result is used. */
  void assume(Key key, Value result, Runnable use) {
    results.put(key, result);
    uses.put(key, use);
    noteLength(key);
  }

  private void noteLength(Key key) {
    if (key.op() == Op.ARRAY_LENGTH) {
      lengths.put(key.operands().get(0), key);
    }
  }

  /** The length of an array, resolved; or null if it is not known. */
  Value length(Value array) {
    Key key = lengths.get(array);
    return key == null ? null : lookup(key);
  }

  /** The result that is known, resolved; or null. */
  Value lookup(Operation operation) {
    Op op = operation.op();
    Value same = lookup(key(operation));
    List<Value> operands = operation.arguments();
    if (same == null && op.swapped() != null) {
      List<Value> swapped = List.of(operands.get(1), operands.get(0));
      same = lookup(new Key(op.swapped(), null, swapped));
    }
    return same != null ? same : op.is(Op.Flag.COMPARE) ? fromInverse(operation) : null;
  }

  private Value fromInverse(Operation operation) {
    Op inverse = operation.op().inverse();
    if (inverse == null) {
      return null;
    }
    List<Value> operands = operation.arguments();
    Value opposite = lookup(new Key(inverse, null, operands));
    if (opposite == null && inverse.swapped() != null) {
      opposite =
          lookup(new Key(inverse.swapped(), null, List.of(operands.get(1), operands.get(0))));
    }
    return opposite instanceof Constant constant ? Constant.ofBoolean(constant.asInt() == 0) : null;
  }

  /** The result that is known for exactly this, resolved; or null. */
  Value lookup(Key key) {
    Value result = results.get(key);
    if (result == null) {
      return null;
    }
    Runnable use = uses.get(key);
    if (use != null) {
      use.run();
    }
    return facts.resolve(result);
  }

  /**
   * Makes results known under what their operands have turned out to be since. A result of
   * constants is a constant.
   */
  void refresh() {
    for (Map.Entry<Key, Value> entry : List.copyOf(results.entrySet())) {
      Key key = entry.getKey();
      Key current = new Key(key.op(), key.descr(), facts.resolved(key.operands()));
      fold(current, entry.getValue());
      if (!current.equals(key) && results.putIfAbsent(current, entry.getValue()) == null) {
        noteLength(current);
        Runnable use = uses.get(key);
        if (use != null) {
          uses.put(current, use);
        }
      }
    }
  }

  private void fold(Key key, Value result) {
    if (key.op().isPure()
        && facts.resolve(result) instanceof Variable variable
        && facts.virtual(variable) == null
        && key.operands().stream().allMatch(Value::isConstant)
        && walk.known(key.op(), key.descr(), key.operands()) instanceof Constant constant) {
      facts.replace(variable, constant);
    }
  }

  /** All that is known, oldest first. */
  Map<Key, Value> results() {
    return results;
  }
}
