package dev.metajit.metainterp;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The operations recorded so far. A trace may be cut out of them from any merge point on. */
final class Recorder {
  private final List<Operation> operations = new ArrayList<>();
  private final Map<Variable, Object> seen = new IdentityHashMap<>();
  private final Map<Variable, Long> seenBits = new IdentityHashMap<>();
  private int variables;

  Variable newVariable(Kind kind) {
    return new Variable(kind, variables++);
  }

  /** How many operations there are: the position of the next one. */
  int position() {
    return operations.size();
  }

  /** Records an operation; its result, or null. */
  Variable record(Op op, Descr descr, Value... arguments) {
    Variable result = op.result() == Kind.VOID ? null : newVariable(op.result());
    operations.add(new Operation(op, result, List.of(arguments), descr, null));
    return result;
  }

  /** Records an operation without descriptor. */
  Variable record(Op op, Value... arguments) {
    return record(op, null, arguments);
  }

  /** Records a guard; the throwable of {@code guard_exception}, else null. */
  Variable guard(Op op, Descr descr, Snapshot snapshot, Value... arguments) {
    Variable result = op.result() == Kind.VOID ? null : newVariable(op.result());
    operations.add(new Operation(op, result, List.of(arguments), descr, Exit.ofGuard(snapshot)));
    return result;
  }

  /**
   * Records the guard of a branch, whose bridge may start in the middle of what these frames do.
   */
  void guardBranch(Op op, Snapshot snapshot, Value condition) {
    guard(op, null, snapshot, condition);
    operations.get(operations.size() - 1).exit().setBranch();
  }

  /** Notes the object that a variable stood for: a hint for the optimizer. */
  void see(Value value, Object ref) {
    if (value instanceof Variable variable && value.kind() == Kind.REF) {
      seen.put(variable, ref);
    }
  }

  /** Notes the primitive that a variable stood for, likewise. */
  void see(Value value, long bits) {
    if (value instanceof Variable variable) {
      seenBits.put(variable, bits);
    }
  }

  /**
   * A fresh variable for a loop input: a copy of any value, so that inputs are distinct variables.
   */
  Variable copy(Value value) {
    return record(Op.family("same_as", value.kind()), value);
  }

  /** The operations from a position on as a trace that ends with a jump. */
  Trace cutLoop(
      int from,
      List<Variable> inputs,
      TargetToken own,
      TargetToken to,
      List<Value> arguments,
      Snapshot end) {
    Exit exit = Exit.ofJump(to);
    exit.setSnapshot(end);
    exit.setFailArguments(arguments);
    return cut(from, inputs, own, new Operation(Op.JUMP, null, arguments, to, exit));
  }

  /** The operations from a position on as a trace that ends by leaving the portal. */
  Trace cutFinish(
      int from, List<Variable> inputs, TargetToken own, Op finish, List<Value> arguments) {
    Exit exit = new Exit(finish == Op.FINISH ? Exit.Type.RETURN : Exit.Type.THROW);
    exit.setFailArguments(arguments);
    return cut(from, inputs, own, new Operation(finish, null, arguments, null, exit));
  }

  private Trace cut(int from, List<Variable> inputs, TargetToken own, Operation last) {
    Trace trace = new Trace(own);
    inputs.forEach(trace::addInput);
    operations.subList(from, operations.size()).forEach(trace::add);
    trace.add(last);
    seen.forEach((variable, ref) -> trace.setSeen(variable, Constant.ofRef(ref)));
    seenBits.forEach(
        (variable, bits) -> trace.setSeen(variable, Constant.ofBits(variable.kind(), bits)));
    return trace;
  }

  static Value zero(Kind kind) {
    return kind == Kind.REF ? Constant.NULL : Constant.ofBits(kind, 0);
  }
}
