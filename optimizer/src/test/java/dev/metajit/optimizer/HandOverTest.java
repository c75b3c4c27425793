package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import dev.metajit.trace.TraceVerifier;
import dev.metajit.trace.Variants;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects that only a called guest function sees are not allocated by those who call it. */
class HandOverTest extends OptimizerTester {
  /** Two variants of a function of an object and a number. */
  private final class Function implements Variants {
    final List<Variant> made = new ArrayList<>();
    final List<ResumeData> recipes = new ArrayList<>();

    @Override
    public List<Variant> all() {
      return made;
    }

    @Override
    public Variant add(Object state, List<Kind> inputs, ResumeData arguments) {
      if (made.size() == 2) {
        return null;
      }
      Class<?>[] types = inputs.stream().map(Kind::type).toArray(Class<?>[]::new);
      String name = "variant" + made.size();
      CallDescr call = CallDescr.ofPortal(name, handle(types), null);
      names.call(call);
      made.add(new Variant(state, call));
      recipes.add(arguments);
      return made.get(made.size() - 1);
    }
  }

  private final Function function = new Function();

  @BeforeEach
  void nameTheFunction() {
    names.call(CallDescr.ofPortal("function", handle(Object.class, int.class), function));
  }

  private static MethodHandle handle(Class<?>... parameters) {
    MethodType type = MethodType.methodType(Object.class, parameters);
    return MethodHandles.empty(type);
  }

  private static final String CALL =
      """
      [r0, i1]
      r2 = new_array(3, Object[])
      r3 = call_pure_ref(i1, Num.of)
      setarrayitem_ref(r2, 0, r3, Object[])
      setarrayitem_ref(r2, 1, r0, Object[])
      setarrayitem_ref(r2, 2, $node, Object[])
      r4 = call_ref(r2, 5, function)
      guard_no_exception() [r0, i1]
      finish(r4)
      """;

  @Test
  void whatNobodyElseSeesIsPassedAsItsParts() {
    becomes(
        CALL,
        """
        [r0, i1]
        r2 = call_ref(i1, r0, variant0)
        guard_no_exception() [r0, i1]
        finish(r2)
        """);
    ResumeData recipe = function.recipes.get(0);
    assertThat(recipe.frames().get(0).values())
        .containsExactly(
            new ResumeData.VirtualReference(0),
            new ResumeData.Known(dev.metajit.trace.Constant.ofInt(5)));
    assertThat(recipe.virtuals()).hasSize(2);
    assertThat(recipe.virtuals().get(1).values())
        .containsExactly(new ResumeData.FailArgument(0, Kind.INT));
  }

  /** Of the array that its entry reads, a variant has the elements. */
  @Test
  void aVariantKnowsWhatItIsPassed() {
    optimizeBridge(CALL);
    Trace entry =
        parse(
            """
            F: [r0, i1]
            guard_nonnull_class(r0, Object[]) [r0, i1]
            i2 = array_length(r0)
            i3 = int_gt(i2, 0)
            guard_true(i3) [r0, i1]
            r4 = getarrayitem_ref(r0, 0, Object[])
            guard_nonnull_class(r4, Num) [r0, i1]
            i5 = getfield_int(r4, Num.v)
            i6 = int_add(i5, i1)
            i7 = int_lt(i6, 100)
            guard_true(i7) [r0, i6]
            setarrayitem_ref(r0, 0, null, Object[])
            r8 = getarrayitem_ref(r0, 1, Object[])
            finish(r8)
            """);
    Trace variant =
        new Optimizer(settings()).optimizeVariant(entry, function.made.get(0).state(), List.of());
    TraceVerifier.verify(variant);
    names.target(variant.token());
    assertThat(TraceText.canonical(variant, names))
        .isEqualTo(
            TraceText.canonical(
                """
                Fv: [i0, r1]
                i2 = int_add(i0, 5)
                i3 = int_lt(i2, 100)
                guard_true(i3) [i2, r1, i0]
                finish(r1)
                """,
                names));
  }

  @Test
  void anEntryThatContradictsWhatIsPassedHasNoVariant() {
    optimizeBridge(CALL);
    Trace entry =
        parse(
            """
            F: [r0, i1]
            guard_value(i1, 6) [r0, i1]
            finish(r0)
            """);
    Object state = function.made.get(0).state();
    assertThatThrownBy(() -> new Optimizer(settings()).optimizeVariant(entry, state, List.of()))
        .isInstanceOf(InvalidLoopException.class);
  }

  @Test
  void whatIsSeenAfterTheCallIsAllocated() {
    String text = CALL.replace("guard_no_exception() [r0, i1]", "guard_no_exception() [r2, r4]");
    becomes(
        text,
        """
        [r0, i1]
        r2 = new_array(3, Object[])
        r3 = call_pure_ref(i1, Num.of)
        setarrayitem_ref(r2, 0, r3, Object[])
        setarrayitem_ref(r2, 1, r0, Object[])
        setarrayitem_ref(r2, 2, $node, Object[])
        r4 = call_ref(r2, 5, function)
        guard_no_exception() [r2, r4]
        finish(r4)
        """);
    assertThat(function.made).isEmpty();
  }

  @Test
  void whatAnotherObjectHoldsThatIsSeenAfterTheCallIsAllocated() {
    becomes(
        """
        [r0]
        r1 = new(Node)
        r2 = new(Frame)
        setfield_ref(r2, r1, Frame.local)
        r4 = call_ref(r1, 5, function)
        guard_no_exception() [r2]
        r5 = getfield_ref(r2, Frame.local)
        finish(r5)
        """,
        """
        [r0]
        r1 = new(Node)
        r4 = call_ref(r1, 5, function)
        guard_no_exception() [r1]
        finish(r1)
        """);
    assertThat(function.made).isEmpty();
  }

  @Test
  void whatIsToBeStoredBeforeTheCallIsAllocated() {
    becomes(
        """
        [r0]
        guard_nonnull_class(r0, Frame) [r0]
        r1 = new(Node)
        setfield_ref(r0, r1, Frame.local)
        r4 = call_ref(r1, 5, function)
        guard_no_exception() [r0]
        finish(r4)
        """,
        """
        [r0]
        guard_nonnull_class(r0, Frame) [r0]
        r1 = new(Node)
        setfield_ref(r0, r1, Frame.local)
        r4 = call_ref(r1, 5, function)
        guard_no_exception() [r0]
        finish(r4)
        """);
    assertThat(function.made).isEmpty();
  }

  /** A frame and its stack, each knowing the other. */
  @Test
  void objectsThatKnowEachOtherAreHandedOverTogether() {
    becomes(
        """
        [r0]
        r1 = new(Frame)
        r2 = new_array(1, Object[])
        setfield_ref(r1, r2, Frame.stack)
        setarrayitem_ref(r2, 0, r1, Object[])
        setfield_ref(r1, r0, Frame.local)
        r4 = call_ref(r1, 5, function)
        guard_no_exception() [r0]
        finish(r4)
        """,
        """
        [r0]
        r1 = call_ref(r0, variant0)
        guard_no_exception() [r0]
        finish(r1)
        """);
  }

  /** What is in a box of the JDK may be compared by identity with what the caller has. */
  @Test
  void aBoxOfTheJdkIsHandedOverOnlyIfNobodyElseHasIt() {
    String text =
        """
        [i0]
        r1 = call_pure_ref(i0, java.lang.Integer.valueOf)
        r2 = call_ref(r1, 5, function)
        guard_no_exception() [GUARD]
        finish(r2)
        """;
    becomes(text.replace("GUARD", "r1"), text.replace("GUARD", "r1"));
    becomes(
        text.replace("GUARD", "i0"),
        """
        [i0]
        r2 = call_ref(i0, variant0)
        guard_no_exception() [i0]
        finish(r2)
        """);
  }

  @Test
  void callsWithSuchArgumentsShareAVariantAndThereAreNoMoreThanAllowed() {
    String text =
        """
        [r0, i1]
        r2 = new_array(1, Object[])
        setarrayitem_ref(r2, 0, r0, Object[])
        r3 = call_ref(r2, NUMBER, function)
        guard_no_exception() [r0]
        finish(r3)
        """;
    String variant =
        """
        [r0, i1]
        r2 = call_ref(r0, VARIANT)
        guard_no_exception() [r0]
        finish(r2)
        """;
    becomes(text.replace("NUMBER", "5"), variant.replace("VARIANT", "variant0"));
    becomes(text.replace("NUMBER", "5"), variant.replace("VARIANT", "variant0"));
    becomes(text.replace("NUMBER", "6"), variant.replace("VARIANT", "variant1"));
    becomes(text.replace("NUMBER", "7"), text.replace("NUMBER", "7"));
    becomes(text.replace("NUMBER", "6"), variant.replace("VARIANT", "variant1"));
  }

  /** A variant takes an object that others make apart, if this one has to be made. */
  @Test
  void whereThereAreEnoughVariantsAnObjectIsAllocatedForOneThatFits() {
    String text =
        """
        [r0, i1]
        r2 = new_array(1, Object[])
        SET
        r3 = call_ref(r2, 5, function)
        guard_no_exception() [r0]
        finish(r3)
        """;
    becomes(
        text.replace("SET", "setarrayitem_ref(r2, 0, r0, Object[])"),
        """
        [r0, i1]
        r2 = call_ref(r0, variant0)
        guard_no_exception() [r0]
        finish(r2)
        """);
    becomes(
        text.replace("SET", "setarrayitem_ref(r2, 0, null, Object[])").replace("5", "6"),
        """
        [r0, i1]
        r2 = call_ref(variant1)
        guard_no_exception() [r0]
        finish(r2)
        """);
    becomes(
        text.replace(
            "SET",
            "r4 = new(Node)\nsetfield_int(r4, i1, Node.value)\nsetarrayitem_ref(r2, 0, r4, Object[])"),
        """
        [r0, i1]
        r2 = new(Node)
        setfield_int(r2, i1, Node.value)
        r3 = call_ref(r2, variant0)
        guard_no_exception() [r0]
        finish(r3)
        """);
  }
}
