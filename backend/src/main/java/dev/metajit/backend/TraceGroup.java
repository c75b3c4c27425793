package dev.metajit.backend;

import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Traces that are compiled together, and how they follow on each other. */
public final class TraceGroup {
  private final Set<Trace> traces;
  private final BridgeLookup bridges;
  private final Map<TargetToken, Trace> byToken = new HashMap<>();
  private final Map<Trace, List<Trace>> successors = new ConcurrentHashMap<>();

  /**
   * @param traces the traces; tokens are theirs alone
   * @param bridges which of them is the bridge of which exit; other traces are not followed
   */
  public TraceGroup(List<Trace> traces, BridgeLookup bridges) {
    this.traces = new HashSet<>(traces);
    this.bridges = bridges;
    for (Trace trace : traces) {
      if (trace.token() != null) {
        byToken.put(trace.token(), trace);
      }
    }
  }

  /** The trace of this group that goes on at the exit, or null. */
  public Trace next(Exit exit) {
    return switch (exit.type()) {
      case JUMP -> byToken.get(exit.target());
      case GUARD -> ownBridge(exit);
      case RETURN, THROW -> null;
    };
  }

  private Trace ownBridge(Exit exit) {
    Trace bridge = bridges.bridgeOf(exit);
    return traces.contains(bridge) ? bridge : null;
  }

  /** What can be reached from the entry inside this group; the entry first, the nearest next. */
  public List<Trace> reachable(Trace entry) {
    return reachable(entry, traces);
  }

  /** What can be reached from the entry by way of these traces only; in the same order. */
  public List<Trace> reachable(Trace entry, Set<Trace> among) {
    Set<Trace> found = new HashSet<>(List.of(entry));
    List<Trace> queue = new ArrayList<>(List.of(entry));
    for (int i = 0; i < queue.size(); i++) {
      for (Trace next : successors(queue.get(i))) {
        if (among.contains(next) && found.add(next)) {
          queue.add(next);
        }
      }
    }
    return queue;
  }

  /** The traces that go on at the trace's exits; the target of the jump at its end first. */
  public List<Trace> successors(Trace trace) {
    return successors.computeIfAbsent(trace, this::findSuccessors);
  }

  private List<Trace> findSuccessors(Trace trace) {
    List<Trace> next = new ArrayList<>();
    trace.operations().stream()
        .filter(operation -> operation.exit() != null)
        .map(operation -> next(operation.exit()))
        .filter(Objects::nonNull)
        .forEach(next::add);
    if (!next.isEmpty() && trace.last().op() == Op.JUMP) {
      Trace target = next(trace.last().exit());
      if (target != null) {
        next.add(0, target);
      }
    }
    return next;
  }
}
