package dev.metajit.backend.jvm;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final int methodLimit;
  private final CodeSizes sizes = new CodeSizes();

  /** A backend that tells nobody what {@link #JvmBackend(Consumer)} tells of. */
  public JvmBackend() {
    this(failure -> {});
  }

  /** As {@link #JvmBackend(Consumer, int)}, with methods as long as HotSpot compiles them. */
  public JvmBackend(Consumer<Throwable> failed) {
    this(failed, MethodPlan.LIMIT);
  }

  /**
   * A backend.
   *
   * @param failed told what went wrong where code is made while it runs: the trace is evaluated
   *     then
   * @param methodLimit how many bytes of bytecode a method may have, about
   */
  public JvmBackend(Consumer<Throwable> failed, int methodLimit) {
    this.failed = failed;
    this.methodLimit = methodLimit;
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
    return compileAgain(traces, bridges, List.of());
  }

  @Override
  public List<CompiledTrace> compileAgain(
      List<Trace> traces, BridgeLookup bridges, List<CompiledTrace> before) {
    Map<Trace, JvmTrace> former = new IdentityHashMap<>();
    before.forEach(code -> former.put(code.trace(), (JvmTrace) code));
    Map<Trace, List<Trace>> cut = new IdentityHashMap<>();
    List<Trace> pieces = new ArrayList<>();
    for (Trace trace : traces) {
      JvmTrace known = former.get(trace);
      cut.put(trace, known != null ? known.pieces() : TraceCutter.cut(trace, sizes, methodLimit));
      pieces.addAll(cut.get(trace));
    }
    TraceGroup group = new TraceGroup(pieces, exit -> head(cut, bridges.bridgeOf(exit)));
    Compilation shared =
        new Compilation(group, CompiledTrace.slotsOf(pieces), sizes, methodLimit, failed);
    Trace first = traces.get(0);
    Trace homeTrace = homeOf(traces);
    JvmTrace home =
        new JvmTrace(homeTrace, cut.get(homeTrace), shared, null, former.get(homeTrace));
    List<JvmTrace> compiled = new ArrayList<>();
    for (Trace trace : traces) {
      JvmTrace other = trace == first ? null : home;
      compiled.add(
          trace == homeTrace
              ? home
              : new JvmTrace(trace, cut.get(trace), shared, other, former.get(trace)));
    }
    List<JvmTrace> all = new ArrayList<>(compiled);
    cut.values().forEach(own -> all.addAll(publishInner(own, shared, home)));
    Set<Trace> together = new HashSet<>(compiled.get(0).load().generated().traces());
    all.stream()
        .filter(code -> code.trace().token() != null || !together.containsAll(code.pieces()))
        .forEach(JvmTrace::enterIfBefore);
    return List.copyOf(compiled);
  }

  /**
   * The loop that the first trace leads to, or the first. Both have a class: in that of the way
   * into the loop its bridges would have less room in the first method.
   */
  private static Trace homeOf(List<Trace> traces) {
    Trace first = traces.get(0);
    Exit end = first.last().exit();
    return traces.stream()
        .filter(trace -> end != null && trace.token() != null && trace.token() == end.target())
        .findFirst()
        .orElse(first);
  }

  private static Trace head(Map<Trace, List<Trace>> cut, Trace trace) {
    return cut.containsKey(trace) ? cut.get(trace).get(0) : null;
  }

  /** The tokens of pieces that nobody else knows get their code here. */
  private List<JvmTrace> publishInner(List<Trace> pieces, Compilation shared, JvmTrace home) {
    List<JvmTrace> inner = new ArrayList<>();
    for (Trace piece : pieces.subList(1, pieces.size())) {
      JvmTrace known = (JvmTrace) piece.token().compiled();
      JvmTrace code = new JvmTrace(piece, List.of(piece), shared, home, known);
      piece.token().setCompiled(code);
      inner.add(code);
    }
    return inner;
  }
}
