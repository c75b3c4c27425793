package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Storage;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run over recorded operations, from some knowledge at their start to the knowledge at their
 * end. The recorded variables are mapped to values of the trace being written, which has variables
 * of its own.
 */
final class Walk {
  private final OptimizerSettings settings;
  private final Trace recorded;
  private final boolean guesses;
  private final Facts facts = new Facts();
  private final Order order = new Order(facts);
  private final Aliases aliases;
  private final Pipeline pipeline;
  private final UnseenExceptions exceptions;
  private final Map<Variable, Value> values = new HashMap<>();
  private final List<Variable> inputs = new ArrayList<>();
  private Boolean knownOverflow;
  private boolean lastCallMayRaise;
  private final boolean trial;
  private Operation current;
  private List<Value> exitValues = List.of();
  private int[] guardsAfter = {};
  private int[] guardLimits;

  /**
   * @param guesses whether references that look different may be taken for different, with a guard
   * @param trial whether the output is only looked at and thrown away
   */
  Walk(OptimizerSettings settings, Trace recorded, boolean guesses, boolean trial) {
    this.trial = trial;
    this.settings = settings;
    this.guesses = guesses;
    this.recorded = recorded;
    aliases = new Aliases(facts, this);
    pipeline = new Pipeline(this, recorded);
    exceptions = new UnseenExceptions(this, recorded);
  }

  OptimizerSettings settings() {
    return settings;
  }

  Facts facts() {
    return facts;
  }

  Order order() {
    return order;
  }

  Aliases aliases() {
    return aliases;
  }

  HeapPass heap() {
    return pipeline.heap;
  }

  PurePass pure() {
    return pipeline.pure;
  }

  VirtualsPass virtuals() {
    return pipeline.virtuals;
  }

  /** A new input of the trace being written. */
  Variable addInput(Kind kind) {
    Variable input = facts.newVariable(kind);
    inputs.add(input);
    return input;
  }

  List<Variable> inputs() {
    return inputs;
  }

  /** The operations written so far. */
  List<Operation> output() {
    return pipeline.emit.output();
  }

  /** The recorded variable is this value. */
  void bind(Variable variable, Value value) {
    values.put(variable, value);
    Constant hint = recorded.seen(variable);
    if (hint != null) {
      facts.see(value, hint);
    }
  }

  /** What the value was while the trace was recorded, as far as it was noted; else null. */
  Constant seen(Value value) {
    return facts.seen(value);
  }

  /** What the recorded value is by now. */
  Value value(Value original) {
    if (original instanceof Constant) {
      return original;
    }
    Value value = values.get(original);
    if (value == null) {
      throw new IllegalArgumentException("not defined in the recorded trace: " + original);
    }
    return facts.resolve(value);
  }

  List<Value> values(List<Value> originals) {
    Value[] list = new Value[originals.size()];
    for (int i = 0; i < list.length; i++) {
      list[i] = value(originals.get(i));
    }
    return List.of(list);
  }

  /** The recorded operation that {@link #run} is at. */
  Operation current() {
    return current;
  }

  /** How many guards had been written after each of the operations of {@link #run}. */
  int[] guardsAfter() {
    return guardsAfter;
  }

  /** Gives up when more guards than these have been written after an operation. */
  void limitGuards(int[] limits) {
    guardLimits = limits;
  }

  /**
   * Sends recorded operations through the passes.
   *
   * @throws InvalidLoopException if they contradict what is known, or if there are more guards than
   *     {@link #limitGuards} allows
   */
  void run(List<Operation> operations) {
    guardsAfter = new int[operations.size()];
    for (int i = 0; i < guardsAfter.length; i++) {
      Operation operation = operations.get(i);
      Operation next = i + 1 < guardsAfter.length ? operations.get(i + 1) : null;
      current = operation;
      if (!exceptions.isReplaced(operation, next)) {
        process(operation);
      }
      guardsAfter[i] = pipeline.emit.guards();
      if (guardLimits != null && guardsAfter[i] > guardLimits[i]) {
        throw new InvalidLoopException("more guards than before");
      }
    }
  }

  private void process(Operation operation) {
    Variable result =
        operation.result() == null ? null : facts.newVariable(operation.result().kind());
    List<Value> arguments = values(operation.arguments());
    pipeline
        .first()
        .process(
            new Operation(operation.op(), result, arguments, operation.descr(), operation.exit()));
    if (result != null) {
      bind(operation.result(), result);
    }
  }

  /** Sends an operation, with operands of the trace being written, through all passes. */
  void restart(Operation operation) {
    List<Value> arguments = facts.resolved(operation.arguments());
    pipeline
        .first()
        .process(
            new Operation(
                operation.op(),
                operation.result(),
                arguments,
                operation.descr(),
                operation.exit()));
  }

  /** Computes something that was not recorded; the result as it is known. */
  Value compute(Op op, Descr descr, Value... operands) {
    Variable result = facts.newVariable(op.result());
    restart(new Operation(op, result, List.of(operands), descr, null));
    return facts.resolve(result);
  }

  /** What the pure operation gives, if that is known without computing it; else null. */
  Value known(Op op, Descr descr, List<Value> operands) {
    return pipeline.known(new Operation(op, null, operands, descr, null));
  }

  /** The result of this pure operation, which is not in the trace, may be spoken of. */
  void assume(Operation operation) {
    facts.define(operation);
    pipeline.narrow(operation);
  }

  /** The comparison has this answer; it is not in the trace. */
  void learn(Operation comparison, boolean truth) {
    pipeline.learn(comparison, truth);
  }

  /**
   * Adds a guard that was not recorded; when it fails, execution goes on where the recorded exit
   * stands.
   */
  void guard(Op op, Descr descr, Exit exit, Value... operands) {
    restart(new Operation(op, null, List.of(operands), descr, exit));
  }

  /** Writes an operation down without sending it through the passes. */
  void emit(Operation operation) {
    pipeline.emit.process(operation);
  }

  /** Values that each exit is to have at hand, besides those of the interpreter's state. */
  void setExitValues(List<Value> list) {
    exitValues = list;
  }

  List<Value> exitValues() {
    return exitValues;
  }

  /** True if the output is only looked at: exits need no knowledge. */
  boolean isTrial() {
    return trial;
  }

  boolean guesses() {
    return guesses;
  }

  /** Makes an earlier guard that the reference is not null ask this too; false if there is none. */
  boolean strengthen(Op op, Descr descr, Value object) {
    return pipeline.emit.strengthen(op, descr, object);
  }

  /** Makes an earlier guard on the reference ask for this object; false if there is none. */
  boolean strengthen(Value object, Constant expected) {
    return pipeline.emit.strengthen(object, expected);
  }

  /** True if a guard may be added that was not recorded. */
  boolean mayAddGuard() {
    return pipeline.emit.mayAddGuard();
  }

  /** True if a guard may be added that leaves to an earlier state or to the bridge's start. */
  boolean mayGoBack() {
    return pipeline.emit.mayGoBack();
  }

  /** The walk is of a bridge from this exit, whose fail arguments are all its inputs. */
  void startAt(Exit exit) {
    pipeline.emit.startAt(exit, inputs);
  }

  /** The int as this storage holds it. */
  Value narrowed(Value value, Storage storage) {
    Op op = value.kind() == Kind.INT ? Storages.narrowing(storage) : null;
    if (op == null || Bounds.of(storage).includes(facts.bounds(value))) {
      return value;
    }
    return op == Op.INT_AND ? compute(op, null, value, Storages.mask()) : compute(op, null, value);
  }

  /** The overflow operation was dropped: whether it overflows is known. */
  void overflowIsKnown(boolean overflows) {
    knownOverflow = overflows;
  }

  boolean isOverflowKnown() {
    return knownOverflow != null;
  }

  /** What the next guard on overflow asks; it is known. */
  boolean takeKnownOverflow() {
    boolean known = knownOverflow;
    knownOverflow = null;
    return known;
  }

  void callRemoved() {
    lastCallMayRaise = false;
  }

  void callEmitted(boolean mayRaise) {
    lastCallMayRaise = mayRaise;
  }

  /** False if the last call cannot raise or was dropped. */
  boolean lastCallMayRaise() {
    return lastCallMayRaise;
  }

  /** Ends the trace with everything in memory and nothing virtual. */
  void finish(Operation last) {
    List<Value> arguments = values(last.arguments());
    arguments.forEach(virtuals()::force);
    heap().flushAll();
    TargetToken target = last.op() == Op.JUMP ? last.target() : null;
    finish(last.op(), target, arguments.stream().map(facts::resolve).toList());
  }

  /** Writes the final operation. */
  void finish(Op op, TargetToken target, List<Value> arguments) {
    Exit exit =
        op == Op.JUMP
            ? Exit.ofJump(target)
            : new Exit(op == Op.FINISH ? Exit.Type.RETURN : Exit.Type.THROW);
    exit.setFailArguments(arguments);
    emit(new Operation(op, null, arguments, target, exit));
  }
}
