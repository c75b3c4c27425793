package dev.metajit.backend.jvm;

import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a trace that is too long for one method into pieces that are not: each jumps to the next
 * with what is live.
 */
final class TraceCutter {
  /** A trace of at most this many operations and exit values fits, whatever they are. */
  private static final int SURELY_SHORT = 100;

  private TraceCutter() {}

  /**
   * The pieces, the first first; the trace itself if it is short enough.
   *
   * @param sizes what is known of the length of code; takes that of pieces that had to be tried
   * @param limit how many bytes of code a method may have
   */
  static List<Trace> cut(Trace trace, CodeSizes sizes, int limit) {
    int position = fits(trace, sizes, limit) ? 0 : cutPosition(trace);
    if (position == 0) {
      return List.of(trace);
    }
    TargetToken token = new TargetToken(name(trace) + "/" + position);
    List<Variable> live = live(trace, position);
    List<Trace> pieces = new ArrayList<>(cut(head(trace, position, token, live), sizes, limit));
    pieces.addAll(cut(tail(trace, position, token, live), sizes, limit));
    return pieces;
  }

  private static String name(Trace trace) {
    return trace.token() == null ? "trace" : trace.token().name();
  }

  private static boolean fits(Trace trace, CodeSizes sizes, int limit) {
    if (trace.operations().size() <= SURELY_SHORT) {
      return true;
    }
    if (sizes.least(trace) > limit) {
      return false;
    }
    TraceGroup alone = new TraceGroup(List.of(trace), BridgeLookup.NONE);
    GeneratedClass generated =
        ClassGenerator.generate(alone, List.of(List.of(trace)), List.of(), new FrameForm(true));
    sizes.add(generated);
    return MethodPlan.fits(generated, MethodPlan.room(limit));
  }

  /** Where to cut, near the middle; 0 if nowhere. */
  private static int cutPosition(Trace trace) {
    int size = trace.operations().size();
    for (int distance = 0; distance < size / 2; distance++) {
      if (mayCut(trace, size / 2 + distance)) {
        return size / 2 + distance;
      }
    }
    return 0;
  }

  /** False between a guard and what it asks about. */
  private static boolean mayCut(Trace trace, int position) {
    return switch (trace.operations().get(position).op()) {
      case GUARD_NO_OVERFLOW, GUARD_OVERFLOW, GUARD_NO_EXCEPTION, GUARD_EXCEPTION -> false;
      default -> true;
    };
  }

  private static Trace head(Trace trace, int position, TargetToken token, List<Variable> live) {
    Trace head = new Trace(trace.token());
    trace.inputs().forEach(head::addInput);
    trace.operations().subList(0, position).forEach(head::add);
    Exit exit = Exit.ofJump(token);
    exit.setFailArguments(live);
    head.add(new Operation(Op.JUMP, null, live, token, exit));
    return head;
  }

  private static Trace tail(Trace trace, int position, TargetToken token, List<Variable> live) {
    Trace tail = new Trace(token);
    live.forEach(tail::addInput);
    trace.operations().subList(position, trace.operations().size()).forEach(tail::add);
    return tail;
  }

  /** The variables that are read from this position on and set before it. */
  private static List<Variable> live(Trace trace, int position) {
    Set<Variable> live = new LinkedHashSet<>();
    List<Operation> operations = trace.operations();
    for (int i = operations.size() - 1; i >= position; i--) {
      Operation operation = operations.get(i);
      live.remove(operation.result());
      addVariables(live, operation.arguments());
      if (operation.exit() != null) {
        addVariables(live, operation.exit().failArguments());
      }
    }
    return List.copyOf(live);
  }

  private static void addVariables(Set<Variable> live, Collection<Value> values) {
    for (Value value : values) {
      if (value instanceof Variable variable) {
        live.add(variable);
      }
    }
  }
}
