package dev.metajit.backend.reference;

import dev.metajit.backend.Backend;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates traces in Java; supports everything. */
public final class ReferenceBackend implements Backend {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Optional<String> unsupported(Trace trace) {
    return Optional.empty();
  }

  @Override
  public List<CompiledTrace> compile(List<Trace> traces, BridgeLookup bridges) {
    TraceGroup group = new TraceGroup(traces, bridges);
    int slots = CompiledTrace.slotsOf(traces);
    List<CompiledTrace> compiled = new ArrayList<>();
    traces.forEach(trace -> compiled.add(new ReferenceTrace(trace, group, slots)));
    return compiled;
  }
}
