package dev.metajit.optimizer;

import dev.metajit.trace.Descr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of the pipeline: writes the operations down, and gives guards their resume data. A guard
 * behind which nothing was done that could be seen shares its resume data with the next: to leave
 * from the earlier one and do the pure work again comes to the same.
 */
final class EmitPass extends Pass {
  private final List<Operation> output = new ArrayList<>();
  private final Map<Value, Integer> nonNullGuards = new HashMap<>();
  private Exit shareable;

  EmitPass(Walk walk) {
    super(walk);
  }

  List<Operation> output() {
    return output;
  }

  @Override
  void process(Operation operation) {
    Op op = operation.op();
    if (op.isGuard()) {
      write(withExit(operation, guardExit(operation)));
    } else {
      write(operation);
    }
    if (op.isPure() || op.isOverflow()) {
      facts.define(operation);
    } else if (op.isStore() || (op.isOfBytes() && operation.result() == null)) {
      shareable = null;
    } else if (op.isCall()) {
      EffectInfo effect = operation.call().effect();
      walk.callEmitted(effect.canRaise());
      if (!effect.isPure()) {
        shareable = null;
      }
    }
  }

  /**
   * Makes the guard that found the reference not to be null ask for more. To leave there instead of
   * later comes to the same: nothing was done yet.
   *
   * @return false if there is no such guard
   */
  boolean strengthen(Op op, Descr descr, Value object) {
    Integer position = nonNullGuards.remove(object);
    if (position == null) {
      return false;
    }
    Operation weak = output.get(position);
    output.set(position, new Operation(op, null, weak.arguments(), descr, weak.exit()));
    return true;
  }

  private void write(Operation operation) {
    if (operation.op() == Op.GUARD_NONNULL) {
      nonNullGuards.put(operation.argument(0), output.size());
    }
    output.add(operation);
  }

  private static Operation withExit(Operation operation, Exit exit) {
    return new Operation(
        operation.op(), operation.result(), operation.arguments(), operation.descr(), exit);
  }

  /** True if a guard may be added here that was not recorded. */
  boolean mayAddGuard() {
    return shareable != null;
  }

  private Exit guardExit(Operation guard) {
    Exit exit = new Exit(Exit.Type.GUARD);
    boolean asksException = guard.op() == Op.GUARD_NO_EXCEPTION || guard.op() == Op.GUARD_EXCEPTION;
    List<Value> same = guard.exit() == null ? comparedBy(guard) : List.of();
    Exit shared = asksException ? null : shareable;
    if (shared != null) {
      exit.setFailArguments(extended(shared.failArguments(), same));
      exit.setResumeData(shared.resumeData());
    } else {
      fill(exit, guard.exit());
    }
    if (guard.exit() != null) {
      exit.setOwner(guard.exit().owner());
      if (guard.exit().type() == Exit.Type.JUMP) {
        exit.setBeforeJump();
      }
    }
    if (!walk.isTrial()) {
      describe(exit, same, shared);
    }
    if (same.isEmpty()) {
      shareable = asksException ? null : exit;
    }
    return exit;
  }

  private void describe(Exit exit, List<Value> same, Exit shared) {
    Knowledge knowledge = Knowledge.of(walk, exit.failArguments(), same);
    exit.setKnowledge(knowledge);
    if (walk.settings().claims()) {
      Claims before = shared == null ? null : (Claims) shared.claims();
      exit.setClaims(Claims.of(walk, knowledge, exit.failArguments(), before));
    }
  }

  /** The references that are the same object when this added guard fails: a bridge should know. */
  private List<Value> comparedBy(Operation guard) {
    Operation condition = facts.definition(guard.argument(0));
    return condition != null && condition.op() == Op.REF_NE && guard.op() == Op.GUARD_TRUE
        ? condition.arguments().stream().map(facts::resolve).toList()
        : List.of();
  }

  private static List<Value> extended(List<Value> list, List<Value> more) {
    if (list.containsAll(more)) {
      return list;
    }
    List<Value> longer = new ArrayList<>(list);
    more.stream().filter(v -> !v.isConstant() && !longer.contains(v)).forEach(longer::add);
    return List.copyOf(longer);
  }

  private void fill(Exit exit, Exit recorded) {
    ResumeBuilder builder = new ResumeBuilder(walk);
    ResumeData data = builder.build(snapshot(recorded), walk.heap().pendingStores());
    List<Value> more = walk.exitValues().stream().map(facts::resolve).toList();
    exit.setFailArguments(extended(List.copyOf(builder.failArguments()), more));
    exit.setResumeData(data);
  }

  /** Hand-written guards may have fail arguments only: they are taken for one frame. */
  private static Snapshot snapshot(Exit recorded) {
    if (recorded.snapshot() != null) {
      return recorded.snapshot();
    }
    List<Value> values = recorded.failArguments();
    return new Snapshot(null, 0, values, null);
  }
}
