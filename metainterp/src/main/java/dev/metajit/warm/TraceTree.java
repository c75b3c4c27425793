package dev.metajit.warm;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The traces that grew from one guest location: entry, loop, and bridges. Guarded by its own
 * monitor.
 */
final class TraceTree {
  private static final int BRIDGES = 400;

  final JitCell cell;
  private Backend backend;
  private final List<Trace> traces = new ArrayList<>();
  private final Map<Exit, Trace> bridges = new IdentityHashMap<>();
  private int bridgesJoined;
  private List<CompiledTrace> compiled = List.of();
  private volatile boolean retired;

  TraceTree(JitCell cell, Backend backend) {
    this.cell = cell;
    this.backend = backend;
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
  }

  synchronized List<Trace> traces() {
    return List.copyOf(traces);
  }

  synchronized Trace bridgeOf(Exit exit) {
    return bridges.get(exit);
  }

  /** True if no bridge is added any more. */
  synchronized boolean isFull() {
    return bridges.size() >= BRIDGES;
  }

  /** The tree has been compiled as a whole. */
  synchronized void joined(List<CompiledTrace> code) {
    bridgesJoined = bridges.size();
    compiled = List.copyOf(code);
  }

  /** What this backend made of the tree when it was last compiled as a whole. */
  synchronized List<CompiledTrace> compiledBy(Backend maker) {
    return compiled.stream().filter(code -> code.backend().equals(maker.name())).toList();
  }

  /** True if all of its bridges were there when it was last compiled as a whole. */
  synchronized boolean isJoined() {
    return bridgesJoined == bridges.size();
  }

  /** True if it has twice as many bridges as when it was last compiled as a whole. */
  synchronized boolean hasDoubled() {
    return bridges.size() >= 2 * Math.max(1, bridgesJoined) || bridgesJoined == 0;
  }
}
