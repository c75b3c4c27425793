package dev.metajit.backend.x64;

import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a trace's values are used for: which operations are needed at all, which comparison can be
 * left to the guard that asks for it, and where a value is used last.
 */
final class TraceUses {
  private final Trace trace;
  private final int[] count;
  private final int[] last;
  private final Operation[] definition;
  private final boolean[] needed;
  private final Map<Operation, Operation> comparisons = new HashMap<>();
  private final Set<Operation> leftToGuards = new HashSet<>();

  TraceUses(Trace trace) {
    this.trace = trace;
    int variables = trace.variableCount();
    count = new int[variables];
    last = new int[variables];
    definition = new Operation[variables];
    needed = new boolean[trace.operations().size()];
    Arrays.fill(last, -1);
    findNeeded();
    findFusable();
    findLast();
  }

  /** False if nobody wants the operation's result and it has no effect. */
  boolean isNeeded(int position) {
    return needed[position];
  }

  /** The comparison that is to be made by this guard, or null. */
  Operation comparisonOf(Operation guard) {
    return comparisons.get(guard);
  }

  /** True if the comparison is made by a guard. */
  boolean isLeftToGuard(Operation comparison) {
    return comparison.op().is(Op.Flag.COMPARE) && leftToGuards.contains(comparison);
  }

  /** True if the value is not used after this operation. */
  boolean diesAt(Value value, int position) {
    return value instanceof Variable variable && last[variable.index()] <= position;
  }

  private void findNeeded() {
    List<Operation> operations = trace.operations();
    boolean[] wanted = new boolean[count.length];
    for (int i = operations.size() - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      if (operation.result() != null) {
        definition[operation.result().index()] = operation;
      }
      needed[i] = hasEffect(operation.op()) || isWanted(operation, wanted);
      if (needed[i]) {
        operation.arguments().forEach(value -> want(value, wanted));
        if (operation.exit() != null) {
          operation.exit().failArguments().forEach(value -> want(value, wanted));
        }
      }
    }
  }

  private static boolean isWanted(Operation operation, boolean[] wanted) {
    return operation.result() != null && wanted[operation.result().index()];
  }

  private static boolean hasEffect(Op op) {
    return !op.isPure() && !op.isLoad() && !op.is(Op.Flag.MARKER);
  }

  private void want(Value value, boolean[] wanted) {
    if (value instanceof Variable variable) {
      wanted[variable.index()] = true;
      count[variable.index()]++;
    }
  }

  private void findFusable() {
    for (Operation guard : trace.operations()) {
      if ((guard.op() == Op.GUARD_TRUE || guard.op() == Op.GUARD_FALSE)
          && guard.argument(0) instanceof Variable condition) {
        Operation comparison = definition[condition.index()];
        boolean alone = count[condition.index()] == 1;
        if (alone && comparison != null && comparison.op().is(Op.Flag.COMPARE)) {
          comparisons.put(guard, comparison);
          leftToGuards.add(comparison);
        }
      }
    }
  }

  private void findLast() {
    List<Operation> operations = trace.operations();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      if (needed[i] && !isLeftToGuard(operation)) {
        markLast(operation.arguments(), i);
        if (operation.exit() != null) {
          markLast(operation.exit().failArguments(), i);
        }
        Operation comparison = comparisons.get(operation);
        if (comparison != null) {
          markLast(comparison.arguments(), i);
        }
      }
    }
  }

  private void markLast(List<Value> values, int position) {
    for (Value value : values) {
      if (value instanceof Variable variable) {
        last[variable.index()] = position;
      }
    }
  }
}
