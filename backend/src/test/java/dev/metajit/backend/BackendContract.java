package dev.metajit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.backend.TraceProgram.Outcome;
import dev.metajit.backend.World.Failure;
import dev.metajit.backend.World.SubThing;
import dev.metajit.backend.World.Thing;
import dev.metajit.trace.Exit;
import dev.metajit.trace.TraceNames;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every backend must do. A backend's own test inherits it; cases that the backend does not
 * support are skipped. The operations on primitives and random traces are in the suites that this
 * extends.
 */
public abstract class BackendContract extends RandomTraceContract {
  private final TraceNames names = World.names();

  private TraceProgram parse(String text) {
    return TraceProgram.parse(text, names);
  }

  /** Runs a program without bridges. */
  private Outcome run(String text, Object... inputs) {
    return parse(text).compileTogether(backend()).run(inputs);
  }

  /** Runs the same program with its traces compiled together, and apart; answers what both do. */
  private Outcome runBoth(Supplier<TraceProgram> program, Object... inputs) {
    Outcome apart = program.get().compileApart(backend()).run(inputs);
    Outcome together = program.get().compileTogether(backend()).run(inputs);
    assertThat(together.values()).isEqualTo(apart.values());
    assertThat(together.exception()).isEqualTo(apart.exception());
    assertThat(together.exit().type()).isEqualTo(apart.exit().type());
    return together;
  }

  @Nested
  class Exits {
    @Test
    void finishGivesItsArgument() {
      Outcome outcome = run("[i0, l1]\nfinish(l1)\n", 3, 4L);
      assertThat(outcome.exit().type()).isEqualTo(Exit.Type.RETURN);
      assertThat(outcome.values()).containsExactly(4L);
      assertThat(outcome.exception()).isNull();
    }

    @Test
    void finishNeedsNoArgument() {
      assertThat(run("[i0]\nfinish()\n", 3).values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7", "70000", "1099511627776L", "-1L", "0.1f", "-0.0", "2.5", "0.0f"})
    void finishGivesConstants(String constant) {
      Outcome outcome = run("[]\nfinish(" + constant + ")\n");
      assertThat(String.valueOf(outcome.values().get(0)))
          .isEqualTo(constant.replaceAll("[Lf]", ""));
    }

    @Test
    void finishGivesReferences() {
      Object object = new Object();
      names.object("o", object);
      assertThat(run("[]\nfinish($o)\n").values()).containsExactly(object);
      assertThat(run("[]\nfinish(null)\n").values().get(0)).isNull();
      assertThat(run("[r0]\nfinish(r0)\n", object).values()).containsExactly(object);
    }

    @Test
    void finishThrowGivesTheThrowable() {
      Failure failure = new Failure("test");
      Outcome outcome = run("[r0]\nfinish_throw(r0)\n", failure);
      assertThat(outcome.exit().type()).isEqualTo(Exit.Type.THROW);
      assertThat(outcome.values()).containsExactly(failure);
      assertThat(outcome.exception()).isNull();
    }

    @Test
    void jumpToATokenWithoutCodeLeaves() {
      Outcome outcome = run("[i0, d1]\njump(d1, 4, i0, target=L9)\n", 3, 1.5);
      assertThat(outcome.exit().type()).isEqualTo(Exit.Type.JUMP);
      assertThat(outcome.exit().target()).isSameAs(names.targetOf("L9"));
      assertThat(outcome.values()).containsExactly(1.5, 4, 3);
    }

    @Test
    void valuesOfAllKindsLeave() {
      Outcome outcome =
          run(
              "[i0, l1, f2, d3, r4]\nguard_always_fails() [r4, d3, f2, l1, i0, i0]\nfinish()\n",
              -1,
              -2L,
              -3f,
              -4d,
              "x");
      assertThat(outcome.exit().type()).isEqualTo(Exit.Type.GUARD);
      assertThat(outcome.values()).containsExactly("x", -4d, -3f, -2L, -1, -1);
    }

    @Test
    void manyValuesLeave() {
      StringBuilder inputs = new StringBuilder("i0");
      Object[] values = new Object[300];
      values[0] = 0;
      for (int i = 1; i < 300; i++) {
        String[] kinds = {"i", "l", "d", "r", "f"};
        inputs.append(", ").append(kinds[i % 5]).append(i);
        Object[] boxed = {i, (long) i, (double) i, "s" + i, (float) i};
        values[i] = boxed[i % 5];
      }
      String text = "[" + inputs + "]\nguard_true(i0) [" + inputs + "]\nfinish()\n";
      assertThat(run(text, values).values()).containsExactly(values);
    }
  }

  @Nested
  class Guards {
    /** Checks that the guard holds on one input and fails on the other, with and without bridge. */
    private void check(String kind, String guard, Object holding, Object failing) {
      String text =
          "[K0, l1]\nGUARD [l1, K0]\nfinish(1)\n".replace("GUARD", guard).replace("K", kind);
      String bridge = "[l0, K1]\nfinish(l0)\n".replace("K", kind);
      assertThat(run(text, holding, 7L).values()).containsExactly(1);
      Outcome failed = run(text, failing, 7L);
      assertThat(failed.exit().type()).isEqualTo(Exit.Type.GUARD);
      assertThat(failed.values()).containsExactly(7L, failing);
      Supplier<TraceProgram> bridged = () -> parse(text + bridge).bridge(0, 1);
      assertThat(runBoth(bridged, holding, 7L).values()).containsExactly(1);
      assertThat(runBoth(bridged, failing, 7L).values()).containsExactly(7L);
    }

    @Test
    void truth() {
      check("i", "guard_true(i0)", 1, 0);
      check("i", "guard_false(i0)", 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, -5", "-2147483648, 2147483647", "100000, 0"})
    void intValue(int holding, int failing) {
      check("i", "guard_value(i0, " + holding + ")", holding, failing);
    }

    @Test
    void otherPrimitiveValuesByTheirBits() {
      check("l", "guard_value(l0, 4294967296L)", 4294967296L, 0L);
      check("f", "guard_value(f0, 0.0f)", 0f, -0f);
      check("f", "guard_value(f0, NaNf)", Float.NaN, 1f);
      check("d", "guard_value(d0, -0.0)", -0d, 0d);
      check("d", "guard_value(d0, NaN)", Double.NaN, Double.longBitsToDouble(-1L));
    }

    @Test
    void referenceValue() {
      Thing thing = new Thing(1);
      names.object("thing", thing);
      check("r", "guard_value(r0, $thing)", thing, new Thing(1));
      check("r", "guard_value(r0, $thing)", thing, null);
      check("r", "guard_value(r0, null)", null, thing);
    }

    @Test
    void nullness() {
      check("r", "guard_nonnull(r0)", "x", null);
      check("r", "guard_isnull(r0)", null, "x");
    }

    @Test
    void exactClass() {
      check("r", "guard_class(r0, Thing)", new Thing(1), new SubThing(1));
      check("r", "guard_nonnull_class(r0, Thing)", new Thing(1), new SubThing(1));
      check("r", "guard_nonnull_class(r0, Thing)", new Thing(1), null);
      check("r", "guard_class(r0, int[])", new int[0], new long[0]);
    }

    @Test
    void notInvalidated() {
      String text = "[i0]\nguard_not_invalidated(invalidation) [i0]\nfinish(1)\n";
      TraceProgram program = parse(text).compileTogether(backend());
      assertThat(program.run(5).values()).containsExactly(1);
      names.invalidation().invalidate();
      assertThat(program.run(5).exit().type()).isEqualTo(Exit.Type.GUARD);
      assertThat(program.run(5).values()).containsExactly(5);
    }

    @Test
    void invalidatedWhileItRuns() {
      String text =
          """
          L1: [i0, r1]
          guard_not_invalidated(invalidation) [i0]
          i2 = int_add(i0, 1)
          i3 = int_lt(i2, 100000)
          guard_true(i3) [i2]
          call_void(i2, stop)
          jump(i2, r1)
          """;
      names.call("stop", InvalidatingCallee.of(names.invalidation(), 70000));
      Outcome outcome = run(text, 0, null);
      assertThat(outcome.values()).containsExactly(70000);
    }

    @Test
    void comparisonsAreAlsoValues() {
      String text = "[i0]\ni1 = int_lt(i0, 5)\nguard_true(i1) [i0, i1]\nfinish(i1)\n";
      assertThat(run(text, 4).values()).containsExactly(1);
      assertThat(run(text, 6).values()).containsExactly(6, 0);
    }

    @Test
    void attachedLaterIsFollowed() {
      String text = "[i0]\nguard_true(i0) [i0]\nfinish(1)\n";
      TraceProgram program = parse(text).compileTogether(backend());
      assertThat(program.run(0).values()).containsExactly(0);
      TraceProgram bridge = parse("[i0]\nfinish(9)\n").compileTogether(backend());
      backend().attach(program.guard(0).exit(), bridge.entry());
      assertThat(program.run(0).values()).containsExactly(9);
      assertThat(program.run(1).values()).containsExactly(1);
    }
  }

  @Nested
  class Loops {
    private static final String SUM =
        """
        L1: [i0, l1]
        i2 = int_gt(i0, 0)
        guard_true(i2) [l1]
        l3 = int_to_long(i0)
        l4 = long_add(l1, l3)
        i5 = int_sub(i0, 1)
        jump(i5, l4)
        """;

    @Test
    void countToTheirEnd() {
      assertThat(run(SUM, 100000, 5L).values()).containsExactly(5000050005L);
    }

    @Test
    void exchangeTheirVariables() {
      String text =
          """
          L1: [i0, i1, r2, r3, d4, d5]
          i6 = int_sub(i0, 1)
          i7 = int_gt(i6, 0)
          guard_true(i7) [i0, i1, r2, r3, d4, d5]
          jump(i6, i1, r3, r2, d5, d4)
          """;
      assertThat(run(text, 2, 7, "a", "b", 1d, 2d).values())
          .containsExactly(1, 7, "b", "a", 2d, 1d);
      assertThat(run(text, 3, 7, "a", "b", 1d, 2d).values())
          .containsExactly(1, 7, "a", "b", 1d, 2d);
    }

    @Test
    void rotateTheirVariables() {
      String text =
          """
          L1: [i0, i1, i2, i3]
          i4 = int_sub(i0, 1)
          guard_true(i4) [i1, i2, i3]
          jump(i4, i2, i3, i1)
          """;
      assertThat(run(text, 3, 10, 20, 30).values()).containsExactly(30, 10, 20);
    }

    @Test
    void takeConstants() {
      String text =
          """
          L1: [i0, d1, r2]
          guard_true(i0) [d1, r2]
          jump(0, 2.5, null)
          """;
      assertThat(run(text, 1, 0d, "x").values()).containsExactly(2.5, null);
    }

    @Test
    void areEnteredFromOtherTraces() {
      Outcome outcome = runBoth(() -> parse("[i0]\njump(i0, 0L, target=L1)\n" + SUM), 10);
      assertThat(outcome.values()).containsExactly(55L);
    }

    @Test
    void goOnInBridgesAndBack() {
      String text =
          """
          L1: [i0, i1, i2]
          i3 = int_sub(i0, 1)
          i4 = int_gt(i3, 0)
          guard_true(i4) [i1, i2]
          i5 = int_and(i3, 1)
          guard_true(i5) [i3, i2, i1]
          i6 = int_add(i1, 1)
          jump(i3, i6, i2)
          [i0, i1, i2]
          i3 = int_add(i1, 10)
          jump(i0, i2, i3, target=L1)
          """;
      Outcome outcome = runBoth(() -> parse(text).bridge(1, 1), 10001, 0, 0);
      assertThat(outcome.values()).containsExactly(5000, 50000);
    }

    @Test
    void jumpToEachOther() {
      String text =
          """
          L1: [i0, i1]
          i2 = int_sub(i0, 1)
          guard_true(i2) [i1]
          i3 = int_add(i1, 1)
          jump(i3, i2, target=L2)
          L2: [i0, i1]
          i2 = int_mul(i0, 3)
          jump(i1, i2, target=L1)
          """;
      assertThat(runBoth(() -> parse(text), 5, 0).values()).containsExactly(120);
    }

    @Test
    @DisplayName("a loop inside a loop, by way of bridges of both")
    void nest() {
      String text =
          """
          L1: [i0, i1, l2]
          i3 = int_gt(i0, 0)
          guard_true(i3) [l2]
          jump(i0, i1, i1, l2, target=L2)
          L2: [i0, i1, i2, l3]
          i4 = int_gt(i1, 0)
          guard_true(i4) [i0, i2, l3]
          l5 = long_add(l3, 1L)
          i6 = int_sub(i1, 1)
          jump(i0, i6, i2, l5)
          [i0, i1, l2]
          i3 = int_sub(i0, 1)
          jump(i3, i1, l2, target=L1)
          """;
      Outcome outcome = runBoth(() -> parse(text).bridge(1, 2), 30, 40, 0L);
      assertThat(outcome.values()).containsExactly(1200L);
    }

    @Test
    void areEnteredAtEachOfTheirTraces() {
      TraceProgram program = parse("[i0]\njump(i0, 0L, target=L1)\n" + SUM);
      program.compileTogether(backend());
      CompiledTrace loop = (CompiledTrace) names.targetOf("L1").compiled();
      Frame frame = new Frame(loop.frameSize());
      frame.longs[0] = 4;
      frame.longs[1] = 100;
      TraceRunner.run(loop, frame);
      assertThat(frame.longs[0]).isEqualTo(110);
    }
  }

  @Nested
  class Overflow {
    @ParameterizedTest
    @CsvSource({
      "int_add_ovf, i, 2147483647, 1, -2147483648",
      "int_sub_ovf, i, -2147483648, 1, 2147483647",
      "int_mul_ovf, i, 65536, 65536, 0",
      "long_add_ovf, l, 9223372036854775807, 1, -9223372036854775808",
      "long_sub_ovf, l, -9223372036854775808, 1, 9223372036854775807",
      "long_mul_ovf, l, 4294967296, 4294967296, 0"
    })
    void isGuarded(String op, String kind, long a, long b, long wrapped) {
      for (String guard : List.of("guard_no_overflow", "guard_overflow")) {
        String text =
            "[K0, K1]\nK2 = OP(K0, K1)\nGUARD() [K2, K0]\nfinish(K2)\n"
                .replace("K", kind)
                .replace("OP", op)
                .replace("GUARD", guard);
        boolean failsOnOverflow = guard.equals("guard_no_overflow");
        Outcome over = run(text, box(kind, a), box(kind, b));
        assertThat(over.values().get(0)).isEqualTo(box(kind, wrapped));
        assertThat(over.values()).hasSize(failsOnOverflow ? 2 : 1);
        Outcome within = run(text, box(kind, 6), box(kind, -1));
        assertThat(within.values()).hasSize(failsOnOverflow ? 1 : 2);
      }
    }

    @Test
    void mayBeFrequent() {
      String text =
          """
          [i0, l1]
          i2 = int_mul_ovf(i0, 65599)
          guard_no_overflow() [i2, i0]
          l3 = long_add_ovf(l1, 1L)
          guard_no_overflow() [l3, i2]
          finish(i2)
          """;
      TraceProgram program = parse(text).compileTogether(backend());
      for (int i = 0; i < 1000; i++) {
        assertThat(program.run(1_000_000 + i, 5L).values())
            .containsExactly((1_000_000 + i) * 65599, 1_000_000 + i);
        assertThat(program.run(i, Long.MAX_VALUE).values())
            .containsExactly(Long.MIN_VALUE, i * 65599);
        assertThat(program.run(i, 5L).values()).containsExactly(i * 65599);
      }
    }

    private Object box(String kind, long value) {
      return kind.equals("i") ? (Object) (int) value : (Object) value;
    }
  }

  @Nested
  class Calls {
    @Test
    void giveResultsOfAllKinds() {
      assertThat(run("[i0]\ni1 = call_int(i0, 4, sum)\nfinish(i1)\n", 3).values())
          .containsExactly(7);
      assertThat(run("[f0]\nf1 = call_float(f0, half)\nfinish(f1)\n", 3f).values())
          .containsExactly(1.5f);
      assertThat(run("[l0]\nl1 = call_long(l0, twice)\nfinish(l1)\n", 1L << 40).values())
          .containsExactly(1L << 41);
      assertThat(run("[r0]\nr1 = call_ref(r0, self)\nfinish(r1)\n", "x").values())
          .containsExactly("x");
      assertThat(run("[i0]\ni1 = call_pure_int(i0, isEven)\nfinish(i1)\n", 4).values())
          .containsExactly(1);
      assertThat(run("[i0]\ni1 = call_int(i0, toByte)\nfinish(i1)\n", 200).values())
          .containsExactly(-56);
    }

    @Test
    void takeArgumentsOfAllKinds() {
      String text = "[i0, l1, f2, r3]\nd4 = call_double(i0, l1, f2, 0.25, r3, mix)\nfinish(d4)\n";
      assertThat(run(text, 1, 2L, 4f, null).values()).containsExactly(1007.25);
    }

    @Test
    void haveEffects() {
      Thing thing = new Thing(0);
      String text =
          "[r0]\ncall_void(r0, 5, touch)\nguard_no_exception() []\n"
              + "i1 = getfield_int(r0, Thing.i)\nfinish(i1)\n";
      TraceProgram program = parse(text).compileTogether(backend());
      assertThat(program.run(thing).values()).containsExactly(5);
      assertThat(program.run(thing).values()).containsExactly(10);
    }

    private static final String CHECKED =
        """
        [i0]
        i1 = call_int(i0, checked)
        guard_no_exception() [i0]
        finish(i1)
        """;

    @Test
    void throwIntoGuards() {
      assertThat(run(CHECKED, 5).values()).containsExactly(6);
      Outcome outcome = run(CHECKED, -5);
      assertThat(outcome.values()).containsExactly(-5);
      assertThat(outcome.exception()).isInstanceOf(Failure.class).hasMessage("negative");
    }

    @Test
    void exceptionIsGoneOnTheNextRun() {
      TraceProgram program = parse(CHECKED).compileTogether(backend());
      assertThat(program.run(-1).exception()).isNotNull();
      assertThat(program.run(1).exception()).isNull();
    }

    @Test
    void throwIntoBridges() {
      String text = CHECKED + "[i0, r1]\nfinish(r1)\n";
      Outcome outcome = runBothByClass(() -> parse(text).bridge(0, 1), -5);
      assertThat(outcome.values().get(0)).isInstanceOf(Failure.class);
    }

    private Outcome runBothByClass(Supplier<TraceProgram> program, Object... inputs) {
      Outcome apart = program.get().compileApart(backend()).run(inputs);
      Outcome together = program.get().compileTogether(backend()).run(inputs);
      assertThat(together.values()).hasSameSizeAs(apart.values());
      assertThat(together.values().get(0)).hasSameClassAs(apart.values().get(0));
      return together;
    }

    private static final String CATCHING =
        """
        [i0]
        i1 = call_int(i0, checked)
        r2 = guard_exception(Failure) [i0]
        finish(r2)
        """;

    @Test
    void throwWhatIsExpected() {
      Outcome outcome = run(CATCHING, -5);
      assertThat(outcome.values().get(0)).isInstanceOf(Failure.class);
      assertThat(outcome.exception()).isNull();
    }

    @Test
    void throwAnotherClassThanExpected() {
      Outcome outcome = run(CATCHING, 0);
      assertThat(outcome.values()).containsExactly(0);
      assertThat(outcome.exception()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void returnWhereThrowingWasExpected() {
      Outcome outcome = run(CATCHING, 3);
      assertThat(outcome.values()).containsExactly(3);
      assertThat(outcome.exception()).isNull();
    }

    @Test
    void passTheThrowableOrNullToBridges() {
      String text = CATCHING + "[i0, r1]\nfinish(r1)\n";
      Outcome other = runBothByClass(() -> parse(text).bridge(0, 1), 0);
      assertThat(other.values().get(0)).isInstanceOf(IllegalStateException.class);
      Outcome returned = runBoth(() -> parse(text).bridge(0, 1), 3);
      assertThat(returned.values().get(0)).isNull();
    }

    @Test
    void resultIsZeroAfterThrowing() {
      String text =
          """
          L1: [i0, i1]
          i2 = call_int(i0, checked)
          guard_no_exception() [i2, i1]
          i3 = int_sub(i0, 2)
          jump(i3, i2)
          """;
      assertThat(run(text, 3, 0).values()).containsExactly(0, 2);
    }

    @Test
    void throwOnceInALoop() {
      String text =
          """
          L1: [i0, i1]
          i2 = int_sub(i0, 1)
          i3 = call_int(i2, checked)
          guard_no_exception() [i2, i1]
          i4 = int_add(i1, i3)
          jump(i2, i4)
          [i0, i1, r2]
          r3 = call_ref(r2, self)
          guard_class(r3, IllegalStateException) [i0, i1]
          i4 = int_add(i1, 1000000)
          jump(i0, i4, target=L1)
          """;
      Outcome outcome = runBoth2(() -> parse(text).bridge(0, 1), 101, 0);
      assertThat(outcome.values()).containsExactly(-1, 1005150);
    }

    /** Both ways of compiling, where the throwables are different ones. */
    private Outcome runBoth2(Supplier<TraceProgram> program, Object... inputs) {
      Outcome apart = program.get().compileApart(backend()).run(inputs);
      Outcome together = program.get().compileTogether(backend()).run(inputs);
      assertThat(together.values()).isEqualTo(apart.values());
      return together;
    }
  }

  @Nested
  class References {
    @ParameterizedTest
    @CsvSource({"Thing, true, true", "SubThing, false, true", "Marked, false, false"})
    void instanceOf(String type, boolean ofThing, boolean ofSubThing) {
      String text = "[r0]\ni1 = instance_of(r0, " + type + ")\nfinish(i1)\n";
      assertThat(run(text, new Thing(1)).values()).containsExactly(ofThing ? 1 : 0);
      assertThat(run(text, new SubThing(1)).values()).containsExactly(ofSubThing ? 1 : 0);
      assertThat(run(text, (Object) null).values()).containsExactly(0);
      assertThat(run(text, "x").values()).containsExactly(0);
    }

    @Test
    void instanceOfAsGuard() {
      String text = "[r0]\ni1 = instance_of(r0, Thing)\nguard_false(i1) [r0]\nfinish(1)\n";
      assertThat(run(text, "x").values()).containsExactly(1);
      Thing thing = new SubThing(1);
      assertThat(run(text, thing).values()).containsExactly(thing);
    }

    @Test
    void identity() {
      String text =
          "[r0, r1]\ni2 = ref_eq(r0, r1)\ni3 = ref_ne(r0, r1)\ni4 = ref_eq(r0, null)\n"
              + "i5 = int_shl(i3, 1)\ni6 = int_shl(i4, 2)\ni7 = int_or(i2, i5)\n"
              + "i8 = int_or(i7, i6)\nfinish(i8)\n";
      assertThat(run(text, "x", "x").values()).containsExactly(1);
      assertThat(run(text, "x", new StringBuilder("x").toString()).values()).containsExactly(2);
      assertThat(run(text, null, null).values()).containsExactly(5);
      String guarded = "[r0, r1]\ni2 = ref_ne(r0, r1)\nguard_true(i2) [r0]\nfinish(1)\n";
      assertThat(run(guarded, "x", "y").values()).containsExactly(1);
      assertThat(run(guarded, "x", "x").values()).containsExactly("x");
    }

    @Test
    void classesAndCopies() {
      assertThat(run("[r0]\nr1 = get_class(r0)\nfinish(r1)\n", 5).values())
          .containsExactly(Integer.class);
      assertThat(run("[r0]\nr1 = same_as_ref(r0)\nfinish(r1)\n", "x").values())
          .containsExactly("x");
    }

    @Test
    void markersDoNothing() {
      String text =
          "[r0]\ndebug_merge_point('line 1')\nrecord_exact_class(r0, String)\nfinish(r0)\n";
      assertThat(run(text, "x").values()).containsExactly("x");
    }
  }
}
