package dev.metajit.trace;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceVerifierTest {
  static final class Node {
    int value;
  }

  private final TraceNames names =
      new TraceNames()
          .with(Node.class, RuntimeException.class)
          .call("abs", callee(EffectInfo.Extra.CANNOT_RAISE))
          .call("check", callee(EffectInfo.Extra.CAN_RAISE));

  private static CallDescr callee(EffectInfo.Extra extra) {
    try {
      MethodType type = MethodType.methodType(int.class, int.class);
      var abs = MethodHandles.lookup().findStatic(Math.class, "abs", type);
      return new CallDescr("Math.abs", abs, EffectInfo.of(extra));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void verify(String text) {
    TraceVerifier.verify(TraceText.parseAll(text.replace(';', '\n'), names));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L1: [i0];i1 = int_add_ovf(i0, 1);guard_no_overflow() [i0];jump(i1)",
        "[i0];i1 = call_int(i0, check);guard_no_exception() [i0];finish(i1)",
        "[i0];i1 = call_int(i0, check);r2 = guard_exception(RuntimeException) [i0];finish(r2)",
        "[i0];i1 = call_int(i0, abs);finish()",
        "[r0];i1 = getfield_int(r0, Node.value);guard_value(i1, 4) [i1 | r0];finish_throw(r0)",
        "L1: [i0];jump(i0);[i0];jump(4, target=L1)"
      })
  void acceptsWellFormedTraces(String text) {
    assertThatCode(() -> verify(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[i0];i1 = int_neg(i0) => final operation is not the last",
        "[i0];finish();finish() => final operation is not the last",
        "[i0];i1 = int_add_ovf(i0, 1);finish() => no guard on overflow right behind",
        "[i0];guard_no_overflow() [];finish() => no overflow operation right before",
        "[i0];i1 = call_int(i0, check);finish() => no guard on the exception right behind",
        "[i0];guard_no_exception() [];finish() => no call right before",
        "[i0];guard_value(i0, i0) [];finish() => second argument is not a constant",
        "[i0];guard_value(i0, 1L) [];finish() => arguments differ in kind",
        "[i0];finish(i0, i0) => more than one argument",
        "[l0];i1 = call_int(l0, abs);finish() => argument 0 is not of kind INT",
        "[l0];l1 = call_long(1, abs);finish() => the callee's result is INT",
        "[r0];l1 = getfield_long(r0, Node.value);finish() => descriptor is of kind INT",
        "[r0];i1 = getarrayitem_int(r0, 1, long[]);finish() => descriptor is of kind LONG",
        "L1: [i0];jump(1L) => argument 0 is not of kind INT",
        "L1: [i0];jump() => needs 1 arguments",
        "L1: [i0];jump(i0);[i0];jump(target=L1) => needs 1 arguments",
        "L1: [];jump();L1: [];jump() => two traces with the token L1",
        "[i0] => has no operations"
      })
  void refusesMalformedTraces(String row) {
    String[] parts = row.split(" => ");
    assertThatThrownBy(() -> verify(parts[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(parts[1]);
  }

  @Test
  void variablesAreDefinedOnceAndBeforeUse() {
    Trace undefined = new Trace(null);
    undefined.add(Op.INT_NEG, new Variable(Kind.INT, 3));
    refuses(undefined, "i3 is not defined");

    Trace twice = new Trace(null);
    Variable input = twice.addInput(Kind.INT);
    twice.add(new Operation(Op.INT_NEG, input, List.of(input), null, null));
    refuses(twice, "i0 is defined twice");

    Trace sameIndex = new Trace(null);
    sameIndex.addInput(Kind.INT);
    sameIndex.addInput(new Variable(Kind.LONG, 0));
    refuses(sameIndex, "l0 is defined twice");
  }

  @Test
  void exitsStandOnGuardsAndFinalsOnly() {
    Trace missing = new Trace(null);
    missing.add(Op.GUARD_TRUE, Constant.ofInt(1));
    refuses(missing, "no exit");

    Trace needless = new Trace(null);
    Exit exit = new Exit(Exit.Type.GUARD);
    needless.add(Op.INT_NEG, null, exit, List.of(Constant.ofInt(1)));
    refuses(needless, "has an exit");

    Trace wrong = new Trace(null);
    wrong.add(Op.GUARD_TRUE, null, new Exit(Exit.Type.RETURN), List.of(Constant.ofInt(1)));
    refuses(wrong, "exit is a RETURN");

    Trace jump = new Trace(new TargetToken("L1"));
    Exit elsewhere = Exit.ofJump(new TargetToken("L2"));
    jump.add(Op.JUMP, jump.token(), elsewhere, List.of());
    refuses(jump, "exit has another target");
  }

  @Test
  void failArgumentsAreDefined() {
    Trace trace = new Trace(null);
    Exit exit = new Exit(Exit.Type.GUARD);
    exit.setFailArguments(List.of(new Variable(Kind.INT, 7)));
    trace.add(Op.GUARD_TRUE, null, exit, List.of(Constant.ofInt(1)));
    refuses(trace, "i7 is not defined");
  }

  @Test
  void descriptorsAreOfTheRightType() {
    Trace missing = new Trace(null);
    missing.add(Op.NEW);
    refuses(missing, "descriptor is null");

    Trace wrong = new Trace(null);
    wrong.add(Op.NEW, ArrayDescr.of(int.class), null, List.of());
    refuses(wrong, "descriptor is of another type");
  }

  private static void refuses(Trace trace, String reason) {
    assertThatThrownBy(() -> TraceVerifier.verify(trace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
