package dev.metajit.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import dev.metajit.trace.TraceText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exceptions that nobody looks at. */
class UnseenExceptionsTest extends OptimizerTester {
  private static final String STRING = "[r0, i1]\nguard_nonnull_class(r0, String) [r0, i1]\n";

  private void unchanged(String trace) {
    becomes(trace, trace);
  }

  @Test
  void whatIsNotANumberIsAskedInsteadOfTried() {
    becomes(
        STRING
            + """
            l2 = call_pure_long(r0, java.lang.Long.parseLong)
            r3 = guard_exception(NumberFormatException) [r0, l2]
            finish(i1)
            """,
        STRING
            + """
            i2 = call_pure_int(r0, NumberTexts.isLong)
            guard_false(i2) [r0, i1]
            finish(i1)
            """);
  }

  @Test
  void whatIsANumberIsAskedBeforeItIsRead() {
    becomes(
        STRING
            + """
            l2 = call_pure_long(r0, java.lang.Long.parseLong)
            guard_no_exception() [r0]
            finish(l2)
            """,
        STRING
            + """
            i2 = call_pure_int(r0, NumberTexts.isLong)
            guard_true(i2) [r0, i1]
            l3 = call_pure_long(r0, java.lang.Long.parseLong)
            guard_no_exception() [r0]
            finish(l3)
            """);
  }

  @Test
  void anExceptionThatIsUsedIsMade() {
    unchanged(
        STRING
            + """
            l2 = call_pure_long(r0, java.lang.Long.parseLong)
            r3 = guard_exception(NumberFormatException) [r0, l2]
            finish_throw(r3)
            """);
  }

  @Test
  void anExceptionThatAGuardLeavesToTheInterpreterIsMade() {
    unchanged(
        STRING
            + """
            l2 = call_pure_long(r0, java.lang.Long.parseLong)
            r3 = guard_exception(NumberFormatException) [r0, l2]
            guard_true(i1) [r3]
            finish(i1)
            """);
  }

  @Test
  void anotherExceptionIsMade() {
    unchanged(
        STRING
            + """
            l2 = call_pure_long(r0, java.lang.Long.parseLong)
            r3 = guard_exception(RuntimeException) [r0, l2]
            finish(i1)
            """);
  }

  @Test
  void whatMayBeNullIsTried() {
    unchanged(
        """
        [r0, i1]
        guard_true(i1) [r0, i1]
        l2 = call_pure_long(r0, java.lang.Long.parseLong)
        r3 = guard_exception(NumberFormatException) [r0, l2]
        finish()
        """);
  }

  @Test
  void withoutAStateToGoBackToItIsTried() {
    unchanged(
        STRING
            + """
            i4 = call_int($node, Things.bump)
            l2 = call_pure_long(r0, java.lang.Long.parseLong)
            r3 = guard_exception(NumberFormatException) [r0, l2]
            finish(i1)
            """);
  }

  @Test
  void aConstantIsKnownNotToBeANumber() {
    becomes(
        """
        [i0]
        i4 = call_int($node, Things.bump)
        l1 = call_pure_long($abc, java.lang.Long.parseLong)
        r2 = guard_exception(NumberFormatException) [i0, l1]
        finish(i0)
        """,
        "[i0]\ni1 = call_int($node, Things.bump)\nfinish(i0)\n");
  }

  /** The state of the guard that it starts from, with what that guard leaves. */
  @Test
  void aBridgeGoesBackToItsStart() {
    Trace first =
        optimizeBridge(
            STRING + "i4 = call_int($node, Things.bump)\nguard_true(i1) [i1, r0]\nfinish()\n");
    Exit exit = exit(first, 1);
    Trace bridge =
        new Optimizer(settings())
            .optimizeBridge(
                parse(
                    """
                    [i0, r1]
                    l2 = call_pure_long(r1, java.lang.Long.parseLong)
                    r3 = guard_exception(NumberFormatException) [r1, l2]
                    finish(r1)
                    """),
                exit,
                List.of());

    assertThat(TraceText.canonical(bridge, names))
        .isEqualTo(
            TraceText.canonical(
                """
                [i0, r1]
                i2 = call_pure_int(r1, NumberTexts.isLong)
                guard_false(i2) [i0, r1]
                finish(r1)
                """,
                names));
    assertThat(exit(bridge, 0).resumeData()).isEqualTo(exit.resumeData());
  }
}
