package dev.metajit.backend;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Makes a program that fails smaller, by deleting operations as long as it still fails. */
final class TraceShrinker {
  private final Predicate<RandomTraces.Program> fails;
  private RandomTraces.Program program;

  private TraceShrinker(RandomTraces.Program program, Predicate<RandomTraces.Program> fails) {
    this.program = program;
    this.fails = fails;
  }

  static RandomTraces.Program shrink(
      RandomTraces.Program program, Predicate<RandomTraces.Program> fails) {
    TraceShrinker shrinker = new TraceShrinker(program, fails);
    boolean smaller = true;
    while (smaller) {
      smaller = shrinker.pass();
    }
    return shrinker.program;
  }

  private boolean pass() {
    boolean smaller = false;
    for (int t = program.traces().size() - 1; t >= 0; t--) {
      smaller |= t > 0 && tryWithoutBridge(program.traces().get(t));
    }
    for (int t = program.traces().size() - 1; t >= 0; t--) {
      for (int i = program.traces().get(t).operations().size() - 2; i >= 0; i--) {
        smaller |= tryWithout(t, i) || tryWithoutFailArguments(t, i);
      }
    }
    return smaller;
  }

  private boolean accept(List<Trace> traces, Map<Exit, Trace> bridges) {
    RandomTraces.Program candidate =
        new RandomTraces.Program(
            traces, bridges, program.arrays(), program.names(), program.seed());
    if (!fails.test(candidate)) {
      return false;
    }
    program = candidate;
    return true;
  }

  private boolean tryWithoutBridge(Trace bridge) {
    if (!program.bridges().containsValue(bridge)) {
      return false;
    }
    return accept(without(program.traces(), bridge), withoutBridges(Set.of(), Set.of(bridge)));
  }

  private static List<Trace> without(List<Trace> traces, Trace trace) {
    List<Trace> rest = new ArrayList<>(traces);
    rest.remove(trace);
    return rest;
  }

  private Map<Exit, Trace> withoutBridges(Set<Exit> exits, Set<Trace> traces) {
    Map<Exit, Trace> rest = new HashMap<>(program.bridges());
    rest.keySet().removeAll(exits);
    rest.values().removeAll(traces);
    return rest;
  }

  /** Deletes the operation, with the guard that asks about it. */
  private boolean tryWithout(int traceIndex, int position) {
    Trace trace = program.traces().get(traceIndex);
    List<Operation> operations = new ArrayList<>(trace.operations());
    if (position >= operations.size() - 1) {
      return false;
    }
    int count = asksBack(operations.get(position + 1).op()) ? 2 : 1;
    if (asksBack(operations.get(position).op())) {
      return false;
    }
    List<Operation> deleted = new ArrayList<>(operations.subList(position, position + count));
    operations.subList(position, position + count).clear();
    if (deleted.stream().anyMatch(one -> isUsed(one.result(), operations)) || bridged(deleted)) {
      return false;
    }
    return replace(traceIndex, operations, program.bridges());
  }

  private boolean bridged(List<Operation> operations) {
    return operations.stream()
        .anyMatch(one -> one.exit() != null && program.bridges().containsKey(one.exit()));
  }

  private static boolean asksBack(Op op) {
    return switch (op) {
      case GUARD_NO_OVERFLOW, GUARD_OVERFLOW, GUARD_NO_EXCEPTION, GUARD_EXCEPTION -> true;
      default -> false;
    };
  }

  private static boolean isUsed(Variable variable, List<Operation> operations) {
    Set<Value> used = new HashSet<>();
    for (Operation operation : operations) {
      used.addAll(operation.arguments());
      if (operation.exit() != null) {
        used.addAll(operation.exit().failArguments());
      }
    }
    return variable != null && used.contains(variable);
  }

  private boolean tryWithoutFailArguments(int traceIndex, int position) {
    Trace trace = program.traces().get(traceIndex);
    List<Operation> operations = new ArrayList<>(trace.operations());
    if (position >= operations.size() - 1) {
      return false;
    }
    Operation guard = operations.get(position);
    boolean shrinkable =
        guard.op().isGuard()
            && !program.bridges().containsKey(guard.exit())
            && !guard.exit().failArguments().isEmpty();
    if (!shrinkable) {
      return false;
    }
    Exit exit = new Exit(Exit.Type.GUARD);
    operations.set(
        position,
        new Operation(guard.op(), guard.result(), guard.arguments(), guard.descr(), exit));
    return replace(traceIndex, operations, program.bridges());
  }

  private boolean replace(int index, List<Operation> operations, Map<Exit, Trace> bridges) {
    Trace old = program.traces().get(index);
    Trace trace = new Trace(old.token());
    old.inputs().forEach(trace::addInput);
    operations.forEach(trace::add);
    List<Trace> traces = new ArrayList<>(program.traces());
    traces.set(index, trace);
    Map<Exit, Trace> renewed = new HashMap<>(bridges);
    renewed.replaceAll((exit, bridge) -> bridge == old ? trace : bridge);
    return accept(traces, renewed);
  }
}
