package dev.metajit.optimizer;

import dev.metajit.trace.Exit;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a trace of what a walk wrote: drops what nobody uses, and numbers the variables anew. Exits
 * that share fail arguments still do so after.
 */
final class Finisher {
  private final Map<Variable, Variable> renamed = new HashMap<>();
  private final Map<List<Value>, List<Value>> renamedLists = new IdentityHashMap<>();

  private Finisher() {}

  /** The trace of these inputs and operations. */
  static Trace trace(
      TargetToken token, List<Variable> inputs, List<Operation> operations, boolean dropUnused) {
    return new Finisher()
        .build(token, inputs, dropUnused ? used(operations, List.of()) : operations);
  }

  /**
   * The operations that have an effect, guard something, or whose result is used.
   *
   * @param results values that are used afterwards
   */
  static List<Operation> used(List<Operation> operations, List<Value> results) {
    Set<Value> needed = new HashSet<>(results);
    Set<List<Value>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Operation> kept = new ArrayList<>();
    for (int i = operations.size() - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      if (isDroppable(operation) && !needed.contains(operation.result())) {
        continue;
      }
      needed.addAll(operation.arguments());
      if (operation.exit() != null && seen.add(operation.exit().failArguments())) {
        needed.addAll(operation.exit().failArguments());
      }
      kept.add(operation);
    }
    Collections.reverse(kept);
    return kept;
  }

  /** True if the operation may be left out when nobody uses its result. */
  static boolean isDroppable(Operation operation) {
    Op op = operation.op();
    boolean isVolatile = operation.descr() instanceof FieldDescr field && field.isVolatile();
    boolean isCall = op.isCall() && !operation.call().effect().canRaise();
    return op.isPure()
        || (op.isLoad() && !isVolatile)
        || (op.isOfBytes() && operation.result() != null)
        || op.is(Op.Flag.ALLOCATION)
        || (isCall && operation.call().effect().isPure());
  }

  private Trace build(TargetToken token, List<Variable> inputs, List<Operation> operations) {
    Trace trace = new Trace(token);
    inputs.forEach(input -> renamed.put(input, trace.addInput(input.kind())));
    for (Operation operation : operations) {
      Variable result = operation.result();
      List<Value> arguments = rename(operation.arguments());
      if (result != null) {
        renamed.put(result, trace.newVariable(result.kind()));
      }
      trace.add(
          new Operation(
              operation.op(),
              renamed.get(result),
              arguments,
              operation.descr(),
              rename(operation.exit())));
    }
    return trace;
  }

  private Exit rename(Exit exit) {
    if (exit != null) {
      exit.setFailArguments(
          renamedLists.computeIfAbsent(exit.failArguments(), list -> List.copyOf(rename(list))));
    }
    return exit;
  }

  private List<Value> rename(List<Value> values) {
    List<Value> list = new ArrayList<>(values.size());
    for (Value value : values) {
      list.add(value instanceof Variable variable ? renamed(variable) : value);
    }
    return list;
  }

  private Variable renamed(Variable variable) {
    Variable other = renamed.get(variable);
    if (other == null) {
      throw new IllegalStateException("not defined: " + variable);
    }
    return other;
  }
}
