package dev.metajit.backend.jvm;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Which JVM local holds each variable of a trace. A local is used again once its variable is dead,
 * so that most have an index below 4 or 256, whose instructions are short.
 */
final class LocalAllocation {
  private static final int NONE = -1;

  private final Trace trace;
  private final int[] definition;
  private final int[] lastUse;
  private final int[] uses;
  private final int[] locals;
  private final Deque<Integer> freeSingles = new ArrayDeque<>();
  private final Deque<Integer> freePairs = new ArrayDeque<>();
  private int next;

  /** Allocates for the trace, from the local {@code first} on. */
  LocalAllocation(Trace trace, int first) {
    this.trace = trace;
    this.next = first;
    this.definition = filled(trace.variableCount());
    this.lastUse = filled(trace.variableCount());
    this.uses = new int[trace.variableCount()];
    this.locals = filled(trace.variableCount());
    countUses();
    allocate();
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NONE);
    return array;
  }

  private void countUses() {
    List<Operation> operations = trace.operations();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      // the check behind an overflow operation, or a fused comparison, reads the operands again
      boolean late = operation.op().isOverflow() || operation.op().is(Op.Flag.COMPARE);
      int last = late ? i + 1 : i;
      operation.arguments().forEach(argument -> use(argument, last));
      if (operation.op().isOverflow()) {
        use(operation.result(), last);
      }
      if (operation.exit() != null && !operation.op().isFinal()) {
        int position = i;
        operation.exit().failArguments().forEach(value -> use(value, position));
      }
    }
  }

  private void use(Value value, int position) {
    if (value instanceof Variable variable) {
      lastUse[variable.index()] = Math.max(lastUse[variable.index()], position);
      uses[variable.index()]++;
    }
  }

  private void allocate() {
    trace.inputs().forEach(this::take);
    List<Operation> operations = trace.operations();
    List<List<Variable>> dying = dying(operations.size());
    for (int i = 0; i < operations.size(); i++) {
      dying.get(i).forEach(this::free);
      Variable result = operations.get(i).result();
      if (result != null) {
        definition[result.index()] = i;
        take(result);
      }
    }
  }

  /** For each position, the variables that are read there for the last time. */
  private List<List<Variable>> dying(int positions) {
    List<List<Variable>> dying = new ArrayList<>();
    for (int i = 0; i <= positions; i++) {
      dying.add(new ArrayList<>());
    }
    trace.inputs().forEach(variable -> addDying(dying, variable));
    for (Operation operation : trace.operations()) {
      if (operation.result() != null) {
        addDying(dying, operation.result());
      }
    }
    return dying;
  }

  private void addDying(List<List<Variable>> dying, Variable variable) {
    if (isUsed(variable)) {
      dying.get(lastUse[variable.index()]).add(variable);
    }
  }

  private void take(Variable variable) {
    if (!isUsed(variable)) {
      return;
    }
    Deque<Integer> free = isPair(variable) ? freePairs : freeSingles;
    if (!free.isEmpty()) {
      locals[variable.index()] = free.pop();
      return;
    }
    locals[variable.index()] = next;
    next += isPair(variable) ? 2 : 1;
  }

  private void free(Variable variable) {
    (isPair(variable) ? freePairs : freeSingles).push(locals[variable.index()]);
  }

  private static boolean isPair(Variable variable) {
    return variable.kind() == Kind.LONG || variable.kind() == Kind.DOUBLE;
  }

  /** The end of the locals that this trace uses. */
  int size() {
    return next;
  }

  /**
   * The variables that are read behind an operation and set before it; with {@code result}, also
   * the one that it sets itself.
   */
  List<Variable> across(int position, boolean result) {
    List<Variable> alive = new ArrayList<>();
    trace.inputs().forEach(variable -> addIfAcross(alive, variable, position, result));
    for (Operation operation : trace.operations().subList(0, position + 1)) {
      if (operation.result() != null) {
        addIfAcross(alive, operation.result(), position, result);
      }
    }
    return alive;
  }

  private void addIfAcross(List<Variable> alive, Variable variable, int position, boolean result) {
    int index = variable.index();
    boolean isSet = definition[index] < position || result && definition[index] == position;
    if (isSet && lastUse[index] > position) {
      alive.add(variable);
    }
  }

  boolean isUsed(Variable variable) {
    return uses[variable.index()] > 0;
  }

  int uses(Variable variable) {
    return uses[variable.index()];
  }

  /** The local of a variable that is used. */
  int local(Variable variable) {
    return locals[variable.index()];
  }
}
