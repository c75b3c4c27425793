package dev.metajit.backend.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceRunner;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HotSpot is to compile new code soon, and none twice. */
class JvmWarmUpTest {
  private static final String LOOP =
      """
      loop: [i0, i1]
      i2 = int_add(i1, i0)
      i3 = int_sub(i0, 1)
      i4 = int_gt(i3, 0)
      guard_true(i4) [i2]
      jump(i3, i2, target=loop)
      """;

  private static final String BRIDGE =
      """
      [i0]
      i1 = int_add(i0, 1)
      finish(i1)
      """;

  private final Trace loop = TraceText.parse(LOOP, new TraceNames());
  private final Trace bridge = TraceText.parse(BRIDGE, new TraceNames());
  private final Exit guard = loop.operations().get(3).exit();
  private final JvmBackend backend = new JvmBackend();

  private CompiledTrace compiled() {
    CompiledTrace code = backend.compile(List.of(loop), BridgeLookup.NONE).get(0);
    loop.token().setCompiled(code);
    return code;
  }

  private static Frame frame(int rounds) {
    Frame frame = new Frame(4);
    frame.longs[0] = rounds;
    return frame;
  }

  @Test
  void aNewLoopIsLeftAfterAFewTurns() {
    CompiledTrace code = compiled();
    Frame frame = frame(1000);
    Exit left = code.run(frame);
    assertThat(left.type()).isEqualTo(Exit.Type.JUMP);
    assertThat(left.target()).isSameAs(loop.token());
    long turns = 1000 - frame.longs[0];
    assertThat(turns).isBetween(1L, 20L);
    assertThat(frame.longs[1]).isEqualTo((1000 + 1000 - turns + 1) * turns / 2);
  }

  @Test
  void itGoesOnToItsEndAllTheSame() {
    Frame frame = frame(100_000);
    assertThat(TraceRunner.run(compiled(), frame)).isSameAs(guard);
    assertThat((int) frame.longs[0]).isEqualTo(705_082_704);
  }

  @Test
  void anOldLoopStays() {
    CompiledTrace code = compiled();
    for (int i = 0; i < 10_000; i++) {
      code.run(frame(1));
    }
    assertThat(code.run(frame(10_000_000))).isSameAs(guard);
  }

  @Test
  void codeThatWouldBeTheSameIsUsedAgain() {
    JvmTrace before = (JvmTrace) compiled();
    List<CompiledTrace> again =
        backend.compileAgain(List.of(loop), BridgeLookup.NONE, List.of(before));
    assertThat(code(again)).isSameAs(before.load().code());
  }

  @Test
  void codeWithABridgeInItIsOther() {
    JvmTrace before = (JvmTrace) compiled();
    List<CompiledTrace> again =
        backend.compileAgain(
            List.of(loop, bridge), exit -> exit == guard ? bridge : null, List.of(before));
    assertThat(code(again)).isNotSameAs(before.load().code());
    Frame frame = frame(3);
    assertThat(TraceRunner.run(again.get(0), frame).type()).isEqualTo(Exit.Type.RETURN);
    assertThat((int) frame.longs[0]).isEqualTo(7);
  }

  /** What bridges share stands in the class of the loop, which is entered there. */
  @Test
  void whatIsGoneToFromOutsideHasNoClassOfItsOwn() {
    TraceNames names = new TraceNames();
    Trace turning = TraceText.parse(LOOP, names);
    Trace shared = TraceText.parse("join: [i0]\ni1 = int_add(i0, 1)\nfinish(i1)\n", names);
    Trace leading = TraceText.parse("[i0]\njump(i0, target=join)\n", names);
    Exit end = turning.operations().get(3).exit();
    List<CompiledTrace> compiled =
        backend.compile(List.of(turning, leading, shared), exit -> exit == end ? leading : null);
    compiled.get(0).run(frame(1));

    Frame frame = frame(41);
    assertThat(compiled.get(2).run(frame).type()).isEqualTo(Exit.Type.RETURN);
    assertThat((int) frame.longs[0]).isEqualTo(42);
    assertThat(compiled.get(0).codeBytes()).isPositive();
    assertThat(compiled.get(2).codeBytes()).isZero();
  }

  /** An overflow costs an exception until it was frequent; what is then made is other code. */
  @Test
  void codeForFrequentOverflowIsOther() {
    Trace sum =
        TraceText.parse(
            """
            [i0]
            i1 = int_add_ovf(i0, 1)
            guard_no_overflow() [i0]
            finish(i1)
            """,
            new TraceNames());
    JvmTrace before = (JvmTrace) backend.compile(List.of(sum), BridgeLookup.NONE).get(0);
    CompiledCode code = before.load().code();
    for (int i = 0; i < 1000; i++) {
      before.run(frame(Integer.MAX_VALUE));
    }
    List<CompiledTrace> again =
        backend.compileAgain(List.of(sum), BridgeLookup.NONE, List.of(before));
    assertThat(code(again)).isNotSameAs(code).isSameAs(before.load().code());
  }

  private static CompiledCode code(List<CompiledTrace> compiled) {
    return ((JvmTrace) compiled.get(0)).load().code();
  }
}
