package dev.metajit.warm;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The traces that grew from one guest location: entry, loop, bridges, and what bridges share.
 * Guarded by its own monitor.
 */
final class TraceTree {
  private static final int BRIDGES = 400;

  /** Where so many bridges have passed, another one ends. */
  private static final int PASSES = 3;

  /** So many operations count like one bridge where there are to be no more of them. */
  private static final int OPERATIONS = 100;

  final JitCell cell;
  private Backend backend;
  private final List<Trace> traces = new ArrayList<>();
  private final Map<Exit, Trace> bridges = new IdentityHashMap<>();
  private int operationsInBridges;
  private int bridgesInWhole;
  private List<CompiledTrace> compiled = List.of();
  private volatile boolean retired;
  private final PortalRuntime.Growth limits;
  private final Map<GreenKey, Integer> passes = new HashMap<>();
  private final Map<GreenKey, Integer> inlined = new HashMap<>();
  private final Map<GreenKey, Join> joins = new HashMap<>();

  TraceTree(JitCell cell, Backend backend, PortalRuntime.Growth limits) {
    this.cell = cell;
    this.backend = backend;
    this.limits = limits;
  }

  /** The program does not enter it at its location any more. */
  void retire() {
    retired = true;
  }

  boolean isRetired() {
    return retired;
  }

  synchronized Backend backend() {
    return backend;
  }

  /** From now on the tree as a whole is compiled by this backend. */
  synchronized void moveTo(Backend other) {
    backend = other;
  }

  synchronized Map<Exit, Trace> bridges() {
    return new IdentityHashMap<>(bridges);
  }

  synchronized void add(Trace trace) {
    traces.add(trace);
  }

  synchronized void addBridge(Exit exit, Trace bridge) {
    add(bridge);
    bridges.put(exit, bridge);
    operationsInBridges += bridge.operations().size();
  }

  synchronized List<Trace> traces() {
    return List.copyOf(traces);
  }

  synchronized Trace bridgeOf(Exit exit) {
    return bridges.get(exit);
  }

  /** Where bridges end, at this location; null if they go on. */
  synchronized Join joinAt(GreenKey key) {
    Join join = joins.get(key);
    return join == null || join.isDead() ? null : join;
  }

  /** True if the ways through the tree are many, or long. */
  private boolean isLarge() {
    return bridges.size() >= limits.bridges()
        || operationsInBridges / OPERATIONS >= limits.bridges();
  }

  /**
   * A new join at this location, if the tree is large and several bridges have passed there; else,
   * or if there was one before, null.
   */
  synchronized Join makeJoin(GreenKey key) {
    if (!isLarge() || passes.getOrDefault(key, 0) < PASSES) {
      return null;
    }
    Join join = new Join(this, key);
    return joins.putIfAbsent(key, join) == null ? join : null;
  }

  /** True if bridges have recorded more of this guest function than is allowed. */
  synchronized boolean isInlinedTooMuch(GreenKey function) {
    return inlined.getOrDefault(function, 0) > limits.inlined();
  }

  /**
   * A bridge, or what some share, has been recorded.
   *
   * @param keys the locations that it passed
   * @param operations how many operations there are of each guest function inlined in it
   */
  synchronized void grown(Set<GreenKey> keys, Map<GreenKey, Integer> operations) {
    keys.forEach(key -> passes.merge(key, 1, Integer::sum));
    operations.forEach((function, count) -> inlined.merge(function, count, Integer::sum));
  }

  /** True if no bridge is added any more. */
  synchronized boolean isFull() {
    return bridges.size() >= BRIDGES;
  }

  /** The tree has been compiled as a whole. */
  synchronized void compiledWhole(List<CompiledTrace> code) {
    bridgesInWhole = bridges.size();
    compiled = List.copyOf(code);
  }

  /** What this backend made of the tree when it was last compiled as a whole. */
  synchronized List<CompiledTrace> compiledBy(Backend maker) {
    return compiled.stream().filter(code -> code.backend().equals(maker.name())).toList();
  }

  /** True if all of its bridges were there when it was last compiled as a whole. */
  synchronized boolean isWhole() {
    return bridgesInWhole == bridges.size();
  }

  /** True if it has twice as many bridges as when it was last compiled as a whole. */
  synchronized boolean hasDoubled() {
    return bridges.size() >= 2 * Math.max(1, bridgesInWhole) || bridgesInWhole == 0;
  }
}
