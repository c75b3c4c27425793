package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stack traces are filled in when an exception is allocated, and not before. */
class StackTracesTest extends OptimizerTester {
  /** What a guest throws. */
  static final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;
    int amount;
  }

  @BeforeEach
  void nameTheException() throws ReflectiveOperationException {
    names.with(Trouble.class, Throwable.class);
    names.call(
        new CallDescr(
            "java.lang.Throwable.fillInStackTrace",
            MethodHandles.lookup()
                .findVirtual(
                    Throwable.class, "fillInStackTrace", MethodType.methodType(Throwable.class)),
            EffectInfo.of(Extra.CANNOT_RAISE)));
  }

  @Test
  void anExceptionThatIsCaughtAndDroppedHasNone() {
    becomes(
        """
        [r0, i1]
        r2 = new(Trouble)
        setfield_ref(r2, r2, Throwable.cause)
        r3 = call_ref(r2, java.lang.Throwable.fillInStackTrace)
        setfield_int(r3, i1, Trouble.amount)
        i4 = getfield_int(r2, Trouble.amount)
        finish(i4)
        """,
        """
        [r0, i1]
        finish(i1)
        """);
  }

  @Test
  void whereOthersSeeItItIsFilledInBehindTheFields() {
    becomes(
        """
        [r0, i1]
        r2 = new(Trouble)
        r3 = call_ref(r2, java.lang.Throwable.fillInStackTrace)
        setfield_ref(r2, r0, Throwable.detailMessage)
        setfield_int(r3, i1, Trouble.amount)
        finish(r2)
        """,
        """
        [r0, i1]
        r2 = new(Trouble)
        setfield_ref(r2, r0, Throwable.detailMessage)
        setfield_int(r2, i1, Trouble.amount)
        r3 = call_ref(r2, java.lang.Throwable.fillInStackTrace)
        finish(r2)
        """);
  }

  @Test
  void anExitFillsItIn() {
    becomes(
        """
        [i0]
        r1 = new(Trouble)
        r2 = call_ref(r1, java.lang.Throwable.fillInStackTrace)
        setfield_int(r1, i0, Trouble.amount)
        i3 = int_lt(i0, 5)
        guard_true(i3) [r2]
        finish()
        """,
        """
        [i0]
        i2 = int_lt(i0, 5)
        guard_true(i2) [i0]
        finish()
        """,
        """
        [v0]; v0 = Trouble(amount=i0), java.lang.Throwable.fillInStackTrace
        """);
  }

  /** Else the stack trace that was set would be lost. */
  @Test
  void beforeAnotherIsSetItIsFilledIn() {
    becomes(
        """
        [r0]
        r1 = new(Trouble)
        r2 = call_ref(r1, java.lang.Throwable.fillInStackTrace)
        setfield_ref(r1, null, Throwable.stackTrace)
        finish(r1)
        """,
        """
        [r0]
        r1 = new(Trouble)
        r2 = call_ref(r1, java.lang.Throwable.fillInStackTrace)
        setfield_ref(r1, null, Throwable.stackTrace)
        finish(r1)
        """);
  }

  @Test
  void aLoopKeepsAnExceptionFromTurnToTurnWithoutOne() {
    loopBecomes(
        """
        L1: [r0, i1]
        r2 = new(Trouble)
        r3 = call_ref(r2, java.lang.Throwable.fillInStackTrace)
        setfield_int(r2, i1, Trouble.amount)
        i4 = int_add(i1, 1)
        i5 = int_lt(i4, 1000)
        guard_true(i5) [r2, i4]
        jump(r2, i4)
        """,
        """
        L1s: [i0]
        i1 = int_add(i0, 1)
        i2 = int_lt(i1, 1000)
        guard_true(i2) [i1, i0]
        jump(i1, target=L1s)
        """);
  }
}
