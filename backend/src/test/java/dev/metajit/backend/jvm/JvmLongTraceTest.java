package dev.metajit.backend.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceGroup;
import dev.metajit.backend.TraceRunner;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What does not fit into one method that HotSpot compiles. */
class JvmLongTraceTest {
  private final TraceNames names = new TraceNames();

  /** A loop that adds 0 + 1 + ... to l1, {@code additions} numbers, in each of i0 rounds. */
  private Trace longLoop(int additions) {
    StringBuilder text =
        new StringBuilder(
            "L1: [i0, l1]\ni2 = int_gt(i0, 0)\nguard_true(i2) [l1]\nl3 = same_as_long(l1)\n");
    for (int i = 0; i < additions; i++) {
      text.append("l%d = long_add_ovf(l%d, %dL)\n".formatted(i + 4, i + 3, i));
      text.append("guard_no_overflow() [i0, l%d, l1]\n".formatted(i + 4));
    }
    int last = additions + 3;
    text.append("i%d = int_sub(i0, 1)\njump(i%d, l%d)\n".formatted(last + 1, last + 1, last));
    return TraceText.parse(text.toString(), names);
  }

  private static long run(CompiledTrace compiled, int rounds) {
    Frame frame = new Frame(compiled.frameSize());
    frame.longs[0] = rounds;
    TraceRunner.run(compiled, frame);
    return frame.longs[0];
  }

  @Test
  void longTracesAreCutIntoPiecesThatFit() {
    Trace trace = longLoop(3000);
    List<Trace> pieces = TraceCutter.cut(trace, new CodeSizes(), MethodPlan.LIMIT);
    assertThat(pieces).hasSizeGreaterThan(3);
    TraceVerifier.verify(pieces);
    for (Trace piece : pieces) {
      TraceGroup alone = new TraceGroup(List.of(piece), BridgeLookup.NONE);
      GeneratedClass generated =
          ClassGenerator.generate(alone, List.of(List.of(piece)), List.of(), new FrameForm(true));
      assertThat(generated.codeSize()).isLessThan(MethodPlan.LIMIT);
    }
    assertThat(pieces.stream().mapToInt(piece -> piece.operations().size() - 1).sum())
        .isEqualTo(trace.operations().size() - 1);
  }

  @Test
  void longTracesRun() {
    Trace trace = longLoop(3000);
    CompiledTrace compiled = new JvmBackend().compile(List.of(trace), BridgeLookup.NONE).get(0);
    trace.token().setCompiled(compiled);
    assertThat(compiled.trace()).isSameAs(trace);
    assertThat(run(compiled, 50)).isEqualTo(50L * 3000 * 2999 / 2);
  }

  @Test
  void bridgesThatDoNotFitAreReachedByTheirExits() {
    List<Trace> traces = new ArrayList<>(List.of(longLoop(100)));
    Map<Exit, Trace> bridges = new HashMap<>();
    StringBuilder body = new StringBuilder("[i0, l1, l2]\nl3 = long_add(l2, 1L)\n");
    for (int i = 4; i < 200; i++) {
      body.append("l%d = long_add(l%d, l1)\n".formatted(i, i - 1));
    }
    String text = body + "i201 = int_sub(i0, 1)\njump(i201, l199, target=L1)\n";
    traces.get(0).operations().stream()
        .filter(operation -> operation.op().isGuard())
        .skip(1)
        .forEach(
            guard -> {
              Trace bridge = TraceText.parse(text, names);
              bridges.put(guard.exit(), bridge);
              traces.add(bridge);
            });
    List<CompiledTrace> compiled = new JvmBackend().compile(traces, bridges::get);
    traces.get(0).token().setCompiled(compiled.get(0));
    bridges.forEach((exit, bridge) -> exit.attach(compiled.get(traces.indexOf(bridge))));
    TraceGroup group = new TraceGroup(traces, bridges::get);
    Compilation shared =
        new Compilation(group, 3, new CodeSizes(), MethodPlan.LIMIT, failure -> {});
    FrameForm form = new FrameForm(false);
    GeneratedClass generated = new MethodPlan(shared, traces.get(0), form, false).generate();
    assertThat(generated.codeSize()).isLessThan(MethodPlan.LIMIT);
    assertThat(generated.traces()).hasSizeBetween(2, 99);
    assertThat(run(compiled.get(0), 20)).isEqualTo(20L * 100 * 99 / 2);
  }

  @Test
  void aListingShowsTheInstructions() {
    CompiledTrace compiled =
        new JvmBackend().compile(List.of(longLoop(1)), BridgeLookup.NONE).get(0);
    assertThat(compiled.listing()).contains("addExact", "GOTO", "run");
    assertThat(compiled.codeBytes()).isPositive();
  }
}
