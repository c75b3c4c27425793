package dev.metajit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTextTest {
  static final class Node {
    int value;
    Node next;
  }

  private final TraceNames names =
      new TraceNames()
          .with(Node.class, RuntimeException.class)
          .object("node", new Node())
          .call("Math.abs", abs());

  private static CallDescr abs() {
    try {
      MethodType type = MethodType.methodType(int.class, int.class);
      return new CallDescr(
          "Math.abs",
          MethodHandles.lookup().findStatic(Math.class, "abs", type),
          EffectInfo.of(EffectInfo.Extra.ELIDABLE_CANNOT_RAISE));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void roundTrips(String text) {
    assertThat(TraceText.print(TraceText.parse(text, names), names)).isEqualTo(text);
  }

  @Test
  void printsWhatItParses() {
    roundTrips(
        """
        L1: [i0, r1, l2, f3, d4]
        debug_merge_point('line 3: it\\'s a \\\\ "(", [x] | y')
        i5 = getfield_int(r1, Node.value)
        i6 = int_add_ovf(i5, i0)
        guard_no_overflow() [i0, r1 | d4 | ]
        r7 = getfield_ref(r1, Node.next)
        guard_nonnull_class(r7, Node) []
        setfield_ref(r7, $node, Node.next)
        i8 = instance_of(r7, int[])
        guard_value(r7, $node) [r1]
        r9 = new(Node)
        r10 = new_array(i6, Node[])
        r20 = new_array(i6, int[][])
        setarrayitem_ref(r10, 0, r9, Object[])
        i11 = call_int(i6, Math.abs)
        guard_no_exception() [i0]
        r12 = guard_exception(RuntimeException) [i0]
        guard_not_invalidated(invalidation) [i0]
        record_exact_class(r9, Node)
        r13 = same_as_ref($Node.class)
        jump(i6, r1, l2, f3, d4)
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-2147483648", "5L", "-9223372036854775808L", "1.5f", "-0.0f", "1.4E-45f", "NaNf",
        "NaNf#ffc00001", "Infinityf", "-Infinityf", "1.5", "-0.0", "4.9E-324", "1.0E10", "NaN",
        "NaN#7ff0000000000001", "Infinity", "-Infinity", "null", "$node", "$Node.class"
      })
  void printsConstantsAsParsed(String constant) {
    roundTrips("[]\nfinish(" + constant + ")\n");
  }

  @Test
  void parsesSeveralTraces() {
    List<Trace> traces =
        TraceText.parseAll(
            """
            # a loop and its bridge
            L1: [i0]
            guard_true(i0) [i0]
            jump(i0)

            [i0]
            jump(3, target=L1)
            """,
            names);
    assertThat(traces).hasSize(2);
    Trace bridge = traces.get(1);
    assertThat(bridge.last().target()).isSameAs(traces.get(0).token());
    assertThat(bridge.last().exit().failArguments()).containsExactly(Constant.ofInt(3));
    assertThat(TraceText.print(bridge)).isEqualTo("[i0]\njump(3, target=L1)\n");
  }

  @Test
  void guardsGetTheirFramesAsSnapshot() {
    Trace trace = TraceText.parse("[i0, l1]\nguard_true(i0) [l1 | i0, 4]\nfinish()\n", names);
    Exit exit = trace.operations().get(0).exit();
    assertThat(exit.failArguments())
        .containsExactly(trace.inputs().get(1), trace.inputs().get(0), Constant.ofInt(4));
    assertThat(exit.snapshot().values()).containsExactly(trace.inputs().get(1));
    assertThat(exit.snapshot().caller().values()).hasSize(2);
    assertThat(exit.snapshot().caller().caller()).isNull();
  }

  @Test
  void canonicalTextNumbersInOrder() {
    Trace trace = TraceText.parse("[r7, i3]\ni9 = int_neg(i3)\nfinish(i9)\n", names);
    assertThat(TraceText.canonical(trace, names))
        .isEqualTo("[r0, i1]\ni2 = int_neg(i1)\nfinish(i2)\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "finish()                         => line 1: expected the inputs of a trace",
        "[i0];i1 = int_foo(i0)            => line 2: expected an operation, not int_foo",
        "[i0];i1 = int_add(i0)            => line 2: expected 2 arguments, not 1",
        "[l0];i1 = int_neg(l0)            => line 2: expected a value of kind INT, not l0",
        "[i0];i1 = int_neg(i7)            => line 2: expected a constant or a defined variable",
        "[i0];i0 = int_neg(i0)            => line 2: expected a new variable, not i0",
        "[i0];int_neg(i0)                 => line 2: expected a result of kind INT",
        "[i0];guard_true(i0)              => line 2: expected fail arguments",
        "[i0];i1 = int_neg(i0) []         => line 2: expected no fail arguments",
        "[i0];r1 = new(Nowhere)           => line 2: expected a class that is known, not Nowhere",
        "[r0];i1 = getfield_int(r0, Node.x) => line 2: expected a field that is known, not Node.x",
        "[i0];jump(i0)                    => line 2: expected target=name",
        "[i0];finish($x)                  => line 2: expected a object that is known, not $x",
        "[x0]                             => line 1: expected a variable, not 'x0'"
      })
  void saysWhatWasExpected(String row) {
    String[] parts = row.split("=> ");
    assertThatThrownBy(() -> TraceText.parse(parts[0].strip().replace(";", "\n"), names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(parts[1]);
  }
}
