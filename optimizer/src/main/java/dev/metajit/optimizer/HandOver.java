package dev.metajit.optimizer;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import dev.metajit.trace.Variants;
import dev.metajit.trace.Variants.Variant;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls of guest functions that are not inlined: virtual objects that nobody sees any more but the
 * callee, such as the frame or the registers that the caller has made for it, are not allocated.
 * The call goes to a variant of the callee ({@link Variants}) that takes what they are made of, and
 * for which they are virtual too.
 */
final class HandOver {
  private final Walk walk;
  private final Facts facts;
  private final Trace recorded;

  /**
   * The recorded variables that are mentioned after a call and exist before it, for each call that
   * there are variants for; made when first asked for.
   */
  private Map<Operation, List<Variable>> live;

  HandOver(Walk walk, Trace recorded) {
    this.walk = walk;
    this.facts = walk.facts();
    this.recorded = recorded;
  }

  /** The call of a variant in place of this one; null if there is none. */
  Operation passing(Operation operation) {
    Variants variants = operation.op().isCall() ? operation.call().variants() : null;
    if (variants == null || !walk.guesses() || !hasVirtual(operation.arguments())) {
      return null;
    }
    Set<Value> seen = seenLater();
    ArgumentState state = new ArgumentState(facts, value -> isTaken(value, seen));
    List<Value> arguments = operation.arguments();
    Variant variant = choose(variants, state, arguments);
    if (variant == null) {
      return null;
    }
    ArgumentState.Match match = state.match((LoopState) variant.state(), arguments);
    if (!canForce(match)) {
      return null;
    }
    match.forced().forEach(walk.virtuals()::force);
    match.apart().forEach(object -> facts.virtual(object).handOver());
    List<Value> inputs = facts.resolved(match.inputs());
    return new Operation(
        operation.op(), operation.result(), inputs, variant.call(), operation.exit());
  }

  /** False if what is to be allocated holds what is passed apart. */
  private boolean canForce(ArgumentState.Match match) {
    Set<Value> allocated = new HashSet<>();
    match.forced().forEach(object -> reach(object, allocated));
    return Collections.disjoint(allocated, match.apart());
  }

  private boolean hasVirtual(List<Value> values) {
    return values.stream().anyMatch(value -> facts.virtual(facts.resolve(value)) != null);
  }

  /** One that is made for such arguments; else a new one; else one that they can be made fit. */
  private Variant choose(Variants variants, ArgumentState state, List<Value> arguments) {
    Variant any = null;
    for (Variant variant : variants.all()) {
      ArgumentState.Match match = state.match((LoopState) variant.state(), arguments);
      if (match != null && match.forced().isEmpty()) {
        return variant;
      }
      any = any == null && match != null ? variant : any;
    }
    LoopState wanted = walk.isTrial() ? null : state.export(arguments);
    Variant made =
        wanted == null
            ? null
            : variants.add(wanted, ArgumentState.kinds(wanted), ArgumentState.recipe(wanted));
    return made != null ? made : any;
  }

  /**
   * True if it may be handed over: what a call makes is not a matter of parts, and a stack trace
   * that is still to be filled in is not that of the callee.
   */
  private boolean isTaken(Value value, Set<Value> seen) {
    Virtual virtual = facts.virtual(value);
    return virtual != null
        && (!virtual.isResult() || virtual.isBox())
        && virtual.completion() == null
        && !seen.contains(value);
  }

  /** The virtual objects that are seen after the operation that is being walked. */
  private Set<Value> seenLater() {
    if (live == null) {
      live = liveAtCalls();
    }
    Set<Value> seen = new HashSet<>();
    for (Variable variable : live.get(walk.current())) {
      reach(walk.value(variable), seen);
    }
    for (Cell cell : walk.heap().pendingStores()) {
      reach(cell.base, seen);
      reach(cell.value, seen);
    }
    walk.exitValues().forEach(value -> reach(value, seen));
    return seen;
  }

  private void reach(Value value, Set<Value> seen) {
    Value current = facts.resolve(value);
    Virtual virtual = facts.virtual(current);
    if (virtual != null && seen.add(current)) {
      for (Value part : virtual.parts()) {
        if (part != null) {
          reach(part, seen);
        }
      }
    }
  }

  /** One pass from the end to the start. */
  private Map<Operation, List<Variable>> liveAtCalls() {
    Map<Operation, List<Variable>> calls = new IdentityHashMap<>();
    Set<Variable> mentioned = new LinkedHashSet<>();
    List<Operation> operations = recorded.operations();
    for (int i = operations.size() - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      mentioned.remove(operation.result());
      addMentions(operation.exit(), mentioned);
      if (operation.op().isCall() && operation.call().variants() != null) {
        calls.put(operation, List.copyOf(mentioned));
      }
      addVariables(operation.arguments(), mentioned);
    }
    return calls;
  }

  private static void addMentions(Exit exit, Set<Variable> mentioned) {
    if (exit != null) {
      addVariables(exit.failArguments(), mentioned);
      for (Snapshot frame = exit.snapshot(); frame != null; frame = frame.caller()) {
        addVariables(frame.values(), mentioned);
      }
    }
  }

  private static void addVariables(List<Value> values, Set<Variable> mentioned) {
    for (Value value : values) {
      if (value instanceof Variable variable) {
        mentioned.add(variable);
      }
    }
  }
}
