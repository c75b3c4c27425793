package dev.metajit.backend;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Traces of a test, their bridges, and how to compile and run them. */
public final class TraceProgram {
  private final List<Trace> traces;
  private final Map<Exit, Trace> bridges = new HashMap<>();
  private CompiledTrace entry;

  /** What came of a run: the exit that was taken, its values as Java objects, and the throwable. */
  public record Outcome(Exit exit, List<Object> values, Throwable exception) {}

  private TraceProgram(List<Trace> traces) {
    TraceVerifier.verify(traces);
    this.traces = traces;
  }

  /** The traces in this text; the first is the entry. */
  public static TraceProgram parse(String text, TraceNames names) {
    return new TraceProgram(TraceText.parseAll(text, names));
  }

  /** These traces; the first is the entry. */
  public static TraceProgram of(List<Trace> traces) {
    return new TraceProgram(traces);
  }

  public List<Trace> traces() {
    return traces;
  }

  /** The guard with this number among the guards of all traces. */
  public Operation guard(int number) {
    return traces.stream()
        .flatMap(trace -> trace.operations().stream())
        .filter(operation -> operation.op().isGuard())
        .skip(number)
        .findFirst()
        .orElseThrow();
  }

  /** Makes a trace the bridge of a guard; both by number. */
  public TraceProgram bridge(int guard, int trace) {
    return bridge(guard(guard).exit(), traces.get(trace));
  }

  /** Makes a trace the bridge of an exit. */
  public TraceProgram bridge(Exit exit, Trace trace) {
    bridges.put(exit, trace);
    return this;
  }

  /** Compiles all traces at once, so that they reach each other directly. */
  public TraceProgram compileTogether(Backend backend) {
    requireSupport(backend);
    List<CompiledTrace> compiled = backend.compile(traces, bridges::get);
    publish(compiled, backend);
    return this;
  }

  /** Compiles each trace for itself, so that they reach each other by way of their exits. */
  public TraceProgram compileApart(Backend backend) {
    requireSupport(backend);
    List<CompiledTrace> compiled = new ArrayList<>();
    for (Trace trace : traces) {
      compiled.addAll(backend.compile(List.of(trace), Backend.BridgeLookup.NONE));
    }
    publish(compiled, backend);
    return this;
  }

  private void requireSupport(Backend backend) {
    for (Trace trace : traces) {
      Optional<String> reason = backend.unsupported(trace);
      Assumptions.assumeTrue(reason.isEmpty(), () -> "unsupported: " + reason.get());
    }
  }

  private void publish(List<CompiledTrace> compiled, Backend backend) {
    entry = compiled.get(0);
    for (int i = 0; i < traces.size(); i++) {
      if (traces.get(i).token() != null) {
        traces.get(i).token().setCompiled(compiled.get(i));
      }
    }
    bridges.forEach((exit, bridge) -> backend.attach(exit, compiled.get(traces.indexOf(bridge))));
  }

  /** The compiled first trace. */
  public CompiledTrace entry() {
    return entry;
  }

  /** Runs the first trace on these inputs: boxed primitives and references. */
  public Outcome run(Object... inputs) {
    Frame frame = new Frame(Math.max(entry.frameSize(), inputs.length));
    for (int i = 0; i < inputs.length; i++) {
      Kind kind = entry.trace().inputs().get(i).kind();
      if (kind == Kind.REF) {
        frame.refs[i] = inputs[i];
      } else {
        frame.longs[i] = toBits(inputs[i]);
      }
    }
    Exit exit = TraceRunner.run(entry, frame);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < exit.failArguments().size(); i++) {
      Value value = exit.failArguments().get(i);
      boolean isRef = value.kind() == Kind.REF;
      values.add(isRef ? frame.refs[i] : ofBits(value.kind(), frame.longs[i]));
    }
    return new Outcome(exit, values, frame.exception);
  }

  /** The bits of a boxed primitive. */
  public static long toBits(Object value) {
    if (value instanceof Float number) {
      return Float.floatToRawIntBits(number);
    }
    return value instanceof Double number
        ? Double.doubleToRawLongBits(number)
        : ((Number) value).longValue();
  }

  /** A primitive, boxed; fails if the bits are not those of a value of the kind. */
  public static Object ofBits(Kind kind, long bits) {
    boolean isNarrow = kind == Kind.INT || kind == Kind.FLOAT;
    if (isNarrow && (int) bits != bits) {
      throw new AssertionError("not sign-extended: " + Long.toHexString(bits));
    }
    return switch (kind) {
      case INT -> (int) bits;
      case LONG -> bits;
      case FLOAT -> Float.intBitsToFloat((int) bits);
      case DOUBLE -> Double.longBitsToDouble(bits);
      default -> throw new IllegalArgumentException("no bits: " + kind);
    };
  }
}
