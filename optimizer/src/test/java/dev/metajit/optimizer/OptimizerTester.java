package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import java.util.List;

/** Optimizes traces that are written as text. */
abstract class OptimizerTester {
  /** Keeps a frame's accumulator out of memory. */
  static final String ACCUMULATOR =
      """
      L1: [r0, i1]
      guard_nonnull_class(r0, Frame) [r0, i1]
      i2 = getfield_int(r0, Frame.acc)
      i3 = int_add(i2, i1)
      setfield_int(r0, i3, Frame.acc)
      i4 = int_lt(i3, 1000)
      guard_true(i4) [r0, i1]
      jump(r0, i1)
      """;

  final TraceNames names = Things.names();

  /** What the optimizer may do in these tests. */
  OptimizerSettings settings() {
    return OptimizerSettings.DEFAULT;
  }

  final Trace parse(String text) {
    Trace trace = TraceText.parse(text, names);
    TraceVerifier.verify(trace);
    return trace;
  }

  final Trace optimizeBridge(String text) {
    Trace optimized = new Optimizer(settings()).optimizeBridge(parse(text), null, List.of());
    TraceVerifier.verify(optimized);
    return optimized;
  }

  final OptimizedLoop optimizeLoop(String text) {
    OptimizedLoop loop = new Optimizer(settings()).optimizeLoop(parse(text));
    TraceVerifier.verify(loop.traces());
    return loop;
  }

  /** The trace, taken for straight code, becomes the other. */
  final void becomes(String text, String expected) {
    Trace optimized = optimizeBridge(text);
    assertThat(TraceText.canonical(optimized, names))
        .isEqualTo(TraceText.canonical(expected, names));
  }

  /** The trace becomes the other, and its guards have this resume data, a line for each. */
  final void becomes(String text, String expected, String resumeData) {
    becomes(text, expected);
    assertThat(ResumeText.of(optimizeBridge(text))).isEqualTo(resumeData);
  }

  /** The loop becomes an entry and a loop proper. */
  final void loopBecomes(String text, String expectedEntry, String expectedLoop) {
    OptimizedLoop optimized = optimizeLoop(text);
    String loop = optimized.loop() == null ? "none" : canonicalLoop(optimized.loop());
    assertThat(TraceText.canonical(optimized.entry(), names) + "\n" + loop)
        .isEqualTo(
            TraceText.canonical(expectedEntry, names)
                + "\n"
                + (expectedLoop == null ? "none" : TraceText.canonical(expectedLoop, names)));
  }

  /** The loop proper becomes this. */
  final void loopBecomes(String text, String expectedLoop) {
    OptimizedLoop optimized = optimizeLoop(text);
    assertThat(optimized.loop()).isNotNull();
    assertThat(canonicalLoop(optimized.loop())).isEqualTo(TraceText.canonical(expectedLoop, names));
  }

  private String canonicalLoop(Trace loop) {
    return TraceText.canonical(loop, names);
  }

  final void contradicts(String text) {
    assertThatThrownBy(() -> optimizeBridge(text)).isInstanceOf(InvalidLoopException.class);
  }

  /** The exit of the guard with this number. */
  static Exit exit(Trace trace, int guard) {
    List<Operation> guards =
        trace.operations().stream().filter(operation -> operation.op().isGuard()).toList();
    return guards.get(guard).exit();
  }

  /** The bridge from a guard of the trace, which is taken for straight code, becomes the other. */
  final void bridgeBecomes(String traceText, int guard, String text, String expected) {
    Exit exit = exit(optimizeBridge(traceText), guard);
    Trace bridge = new Optimizer(settings()).optimizeBridge(parse(text), exit, List.of());
    TraceVerifier.verify(bridge);
    assertThat(TraceText.canonical(bridge, names)).isEqualTo(TraceText.canonical(expected, names));
  }
}
