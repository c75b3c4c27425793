package dev.metajit.backend.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.backend.Backend;
import dev.metajit.backend.Backend.BridgeLookup;
import dev.metajit.backend.BackendContract;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceRunner;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceNames;
import dev.metajit.trace.TraceText;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmBackendTest extends BackendContract {
  private static final String FUNCTION =
      """
      entry: [i0, l1, d2, r3]
      i4 = int_lt(i0, 10)
      guard_true(i4) [l1, d2, i0]
      l5 = int_to_long(i0)
      l6 = long_add(l5, l1)
      finish(l6)
      """;

  /** Exits that were left, with the first two slots. */
  private final List<String> left = new ArrayList<>();

  @Override
  protected Backend backend() {
    return new JvmBackend();
  }

  private MethodHandle function(String text, Kind result) {
    Trace trace = TraceText.parse(text, new TraceNames().with(RuntimeException.class));
    return new JvmBackend()
        .compile(List.of(trace), BridgeLookup.NONE)
        .get(0)
        .callHandle(result, this::leave);
  }

  private void leave(Exit exit, Frame frame) {
    Exit end = TraceRunner.goOn(exit, frame);
    left.add(end.type() + " " + frame.longs[0] + " " + Double.longBitsToDouble(frame.longs[1]));
    frame.longs[0] = -1;
    frame.refs[0] = "left";
  }

  @Test
  void aFunctionTakesTheInputsAndReturnsWhatTheTraceFinishesWith() throws Throwable {
    MethodHandle function = function(FUNCTION, Kind.LONG);
    assertThat(function.type().toString()).isEqualTo("(int,long,double,Object)long");
    assertThat((long) function.invokeExact(3, 4L, 0.5, (Object) "")).isEqualTo(7);
    assertThat(left).isEmpty();
  }

  @Test
  void aFrameHasTheRoomThatWhatGoesOnInItNeededBefore() throws Throwable {
    List<Integer> slots = new ArrayList<>();
    Trace trace = TraceText.parse(FUNCTION, new TraceNames().with(RuntimeException.class));
    MethodHandle function =
        new JvmBackend()
            .compile(List.of(trace), BridgeLookup.NONE)
            .get(0)
            .callHandle(
                Kind.LONG,
                (exit, frame) -> {
                  slots.add(frame.longs.length);
                  frame.ensureSize(50);
                });
    for (int i = 0; i < 2; i++) {
      assertThat((long) function.invokeExact(10, 4L, 0.5, (Object) "")).isEqualTo(4);
    }
    assertThat(slots).hasSize(2);
    assertThat(slots.get(0)).isLessThan(50);
    assertThat(slots.get(1)).isEqualTo(50);
  }

  @Test
  void aGuardThatFailsLeavesItsValuesAndReturnsWhatTheLeaverSays() throws Throwable {
    MethodHandle function = function(FUNCTION, Kind.LONG);
    assertThat((long) function.invokeExact(10, 4L, 0.5, (Object) "")).isEqualTo(-1);
    assertThat(left).containsExactly("GUARD 4 0.5");
  }

  @Test
  void aFunctionReturnsReferencesOrNothing() throws Throwable {
    MethodHandle same = function("entry: [r0]\nguard_nonnull(r0) []\nfinish(r0)\n", Kind.REF);
    assertThat(same.invokeExact((Object) "a")).isEqualTo("a");
    assertThat(same.invokeExact((Object) null)).isEqualTo("left");
    function("entry: [r0]\nfinish()\n", Kind.VOID).invokeExact((Object) null);
  }

  @Test
  void aFunctionThrowsWhatTheTraceThrows() {
    MethodHandle function = function("entry: [r0]\nfinish_throw(r0)\n", Kind.INT);
    RuntimeException thrown = new RuntimeException();
    assertThatThrownBy(() -> function.invokeWithArguments(thrown)).isSameAs(thrown);
  }

  @Test
  void aFunctionMayLoop() throws Throwable {
    MethodHandle function =
        function(
            """
            entry: [i0, i1]
            i2 = int_add(i1, i0)
            i3 = int_sub(i0, 1)
            i4 = int_gt(i3, 0)
            guard_true(i4) [i2]
            jump(i3, i2, target=entry)
            """,
            Kind.INT);
    assertThat((int) function.invokeExact(100000, 0)).isEqualTo(-1);
    assertThat(left).containsExactly("GUARD 705082704 0.0");
  }
}
