package dev.metajit.backend.jvm;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes JVM bytecode of traces; supports everything.
 *
 * <p>A throwable that a callee throws goes to the guard on the exception behind the call. Others,
 * such as an {@code OutOfMemoryError} of an allocation or a {@code StackOverflowError}, come out of
 * {@link CompiledTrace#run}.
 */
public final class JvmBackend implements Backend {
  static final String NAME = "jvm";

  private final Consumer<Throwable> failed;

  /** A backend that tells nobody what {@link #JvmBackend(Consumer)} tells of. */
  public JvmBackend() {
    this(failure -> {});
  }

  /**
   * A backend.
   *
   * @param failed told what went wrong where code is made while it runs: the trace is evaluated
   *     then
   */
  public JvmBackend(Consumer<Throwable> failed) {
    this.failed = failed;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> unsupported(Trace trace) {
    return Optional.empty();
  }

  @Override
  public List<CompiledTrace> compile(List<Trace> traces, BridgeLookup bridges) {
    Map<Trace, Trace> heads = new IdentityHashMap<>();
    List<Trace> pieces = new ArrayList<>();
    for (Trace trace : traces) {
      List<Trace> cut = TraceCutter.cut(trace);
      heads.put(trace, cut.get(0));
      pieces.addAll(cut);
    }
    TraceGroup group = new TraceGroup(pieces, exit -> heads.get(bridges.bridgeOf(exit)));
    int slots = CompiledTrace.slotsOf(pieces);
    publishInner(pieces, heads, group, slots);
    List<CompiledTrace> compiled = new ArrayList<>();
    traces.forEach(t -> compiled.add(new JvmTrace(t, heads.get(t), group, slots, failed)));
    ((JvmTrace) compiled.get(0)).load();
    return compiled;
  }

  /** The tokens of pieces that nobody else knows get their code here. */
  private void publishInner(
      List<Trace> pieces, Map<Trace, Trace> heads, TraceGroup group, int slots) {
    for (Trace piece : pieces) {
      if (!heads.containsValue(piece)) {
        piece.token().setCompiled(new JvmTrace(piece, piece, group, slots, failed));
      }
    }
  }
}
