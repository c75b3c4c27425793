package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
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
 * from the earlier one and do the pure work again comes to the same. Some guards have a state of
 * their own all the same: see {@link #hasOwnState}.
 */
final class EmitPass extends Pass {
  /** The guard of a branch shares a state that leaves with more values than this. */
  private static final int MOST_OF_BRANCH = 24;

  private final List<Operation> output = new ArrayList<>();
  private final Map<Value, Integer> referenceGuards = new HashMap<>();
  private int guards;

  /** The state that the next guard may leave to, as an exit that no guard has; or null. */
  private Exit shareable;

  /** The state that a bridge starts from, as long as nothing was done; or null. */
  private Exit start;

  EmitPass(Walk walk) {
    super(walk);
  }

  List<Operation> output() {
    return output;
  }

  /** How many guards were written. */
  int guards() {
    return guards;
  }

  @Override
  void process(Operation operation) {
    Op op = operation.op();
    if (op.isGuard()) {
      guards++;
      write(withExit(operation, guardExit(operation)));
    } else {
      write(operation);
    }
    if (op.isPure() || op.isOverflow()) {
      facts.define(operation);
    } else if (op.isStore() || (op.isOfBytes() && operation.result() == null)) {
      forgetStates();
    } else if (op.isCall()) {
      EffectInfo effect = operation.call().effect();
      walk.callEmitted(effect.canRaise());
      if (!effect.isPure()) {
        forgetStates();
      }
    }
  }

  private void forgetStates() {
    shareable = null;
    start = null;
  }

  /** The trace is a bridge from this exit, with these inputs for its fail arguments. */
  void startAt(Exit exit, List<? extends Value> inputs) {
    start = new Exit(Exit.Type.GUARD);
    start.setFailArguments(List.copyOf(inputs));
    start.setResumeData(exit.resumeData());
    start.setClaims(exit.claims());
  }

  /** True if a guard that was not recorded may leave to an earlier state, or to the start. */
  boolean mayGoBack() {
    return shareable != null || start != null;
  }

  /**
   * Makes the guard that found the reference not to be null ask for more. To leave there instead of
   * later comes to the same: nothing was done yet.
   *
   * @return false if there is no such guard
   */
  boolean strengthen(Op op, Descr descr, Value object) {
    Integer position = referenceGuards.get(object);
    if (position == null || output.get(position).op() != Op.GUARD_NONNULL) {
      return false;
    }
    Operation weak = output.get(position);
    output.set(position, new Operation(op, null, weak.arguments(), descr, weak.exit()));
    return true;
  }

  /**
   * Makes the guard that asked for the reference's class, or whether it is null, ask for the object
   * itself: if it leaves to the same state as a guard here would.
   *
   * @return false if there is no such guard
   */
  boolean strengthen(Value object, Constant expected) {
    Integer position = referenceGuards.get(object);
    if (position == null || shareable == null) {
      return false;
    }
    Operation weak = output.get(position);
    Exit exit = weak.exit();
    if (exit.resumeData() != shareable.resumeData()) {
      return false;
    }
    exit.setFailArguments(extended(exit.failArguments(), List.of(object)));
    output.set(
        position, new Operation(Op.GUARD_VALUE, null, List.of(object, expected), null, exit));
    return true;
  }

  private void write(Operation operation) {
    switch (operation.op()) {
      case GUARD_NONNULL, GUARD_CLASS, GUARD_NONNULL_CLASS ->
          referenceGuards.put(operation.argument(0), output.size());
      default -> {}
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

  /**
   * True if the guard does not leave to the state of an earlier one: the exception on its way
   * belongs to this place, a guard that always fails has to get somewhere, and where the
   * interpreter branches a bridge is likely, which would do again all that was done since. But code
   * that leaves with many values is long: if there were so many before, there will be here.
   */
  private boolean hasOwnState(Operation guard) {
    return switch (guard.op()) {
      case GUARD_NO_EXCEPTION, GUARD_EXCEPTION, GUARD_ALWAYS_FAILS -> true;
      default ->
          guard.exit() != null
              && guard.exit().isBranch()
              && (shareable == null || shareable.failArguments().size() <= MOST_OF_BRANCH);
    };
  }

  private Exit guardExit(Operation guard) {
    Exit exit = new Exit(Exit.Type.GUARD);
    boolean asksException = guard.op() == Op.GUARD_NO_EXCEPTION || guard.op() == Op.GUARD_EXCEPTION;
    List<Value> same = guard.exit() == null ? comparedBy(guard) : List.of();
    Exit shared = hasOwnState(guard) ? null : shareable;
    if (shared == null && guard.exit() == null) {
      shared = start;
    }
    Exit state = shared == null ? stateAt(guard.exit()) : shared;
    List<Value> asked = guard.op() == Op.GUARD_VALUE ? List.of(guard.argument(0)) : same;
    exit.setFailArguments(extended(state.failArguments(), asked));
    exit.setResumeData(state.resumeData());
    if (guard.exit() != null) {
      exit.setOwner(guard.exit().owner());
      if (guard.exit().type() == Exit.Type.JUMP) {
        exit.setBeforeJump();
        exit.setLimitOf(guard.exit().limitOf());
      }
    }
    if (!walk.isTrial()) {
      describe(exit, same, guard, state);
    }
    if (same.isEmpty()) {
      shareable = asksException ? null : state;
    }
    return exit;
  }

  private void describe(Exit exit, List<Value> same, Operation guard, Exit state) {
    Knowledge knowledge = Knowledge.of(walk, exit.failArguments(), same, guard);
    exit.setKnowledge(knowledge);
    if (walk.settings().claims()) {
      if (state.claims() == null) {
        state.setClaims(Claims.of(walk, knowledge, state.failArguments(), null));
      }
      Claims before = (Claims) state.claims();
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

  /** An exit with the state of a recorded one. */
  private Exit stateAt(Exit recorded) {
    Exit exit = new Exit(Exit.Type.GUARD);
    ResumeBuilder builder = new ResumeBuilder(walk);
    ResumeData data = builder.build(snapshot(recorded), walk.heap().pendingStores());
    List<Value> more = walk.exitValues().stream().map(facts::resolve).toList();
    exit.setFailArguments(extended(List.copyOf(builder.failArguments()), more));
    exit.setResumeData(data);
    return exit;
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
