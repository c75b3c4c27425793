package dev.metajit.metainterp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.codewriter.JitCode;
import dev.metajit.codewriter.JitOp;
import dev.metajit.codewriter.LiveSet;
import dev.metajit.codewriter.TestCode;
import dev.metajit.metainterp.BlackholeOutcome.End;
import org.junit.jupiter.api.Test;

/** Chains of frames, frames that start in the middle, merge points. */
class BlackholeTest {
  static int outer(int n) {
    int before = n * 2;
    try {
      return before + inner(n) + n;
    } catch (IllegalStateException e) {
      return before - 1;
    }
  }

  static int inner(int n) {
    if (n < 0) {
      throw new IllegalStateException();
    }
    return 100 / n;
  }

  private static int callIn(JitCode code) {
    for (int pc = 0; pc < code.code().length; pc = code.next(pc)) {
      if (code.opAt(pc) == JitOp.INVOKE) {
        return pc;
      }
    }
    throw new IllegalArgumentException("no call");
  }

  /** The state after the outer frame has called the inner one. */
  private static BlackholeFrame chain(int n) {
    JitCode outer = TestCode.of(BlackholeTest.class, "outer");
    int call = callIn(outer);
    BlackholeFrame bottom = BlackholeRunner.frame(outer, new Object[] {n}, null);
    BlackholeFrame waiting = new BlackholeFrame(outer, ~call, bottom.longs, bottom.refs, null);
    waiting.longs[1] = n * 2;
    JitCode inner = TestCode.of(BlackholeTest.class, "inner");
    return BlackholeRunner.frame(inner, new Object[] {n}, waiting);
  }

  @Test
  void resultGoesToTheWaitingFrame() {
    BlackholeOutcome outcome = Blackhole.run(chain(5), null, PortalCalls.NONE);
    assertThat(outcome.end()).isEqualTo(End.RETURN);
    assertThat(outcome.bits()).isEqualTo(10 + 20 + 5);
  }

  @Test
  void throwableGoesToTheHandlerOfTheWaitingFrame() {
    assertThat(Blackhole.run(chain(-5), null, PortalCalls.NONE).bits()).isEqualTo(-11);
  }

  @Test
  void throwableLeavesTheChain() {
    BlackholeOutcome outcome = Blackhole.run(chain(0), null, PortalCalls.NONE);
    assertThat(outcome.end()).isEqualTo(End.THROW);
    assertThat(outcome.thrown()).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void pendingThrowableIsThrownFirst() {
    BlackholeOutcome caught =
        Blackhole.run(chain(5), new IllegalStateException(), PortalCalls.NONE);
    assertThat(caught.bits()).isEqualTo(9);
    Throwable other = new Error();
    assertThat(Blackhole.run(chain(5), other, PortalCalls.NONE).thrown()).isSameAs(other);
  }

  @Test
  void liveRegistersAreEnoughToGoOn() {
    JitCode outer = TestCode.of(BlackholeTest.class, "outer");
    LiveSet live = outer.liveAfter(callIn(outer));
    assertThat(live.contains(0)).isTrue();
    assertThat(live.contains(1)).isTrue();
    BlackholeFrame full = BlackholeRunner.frame(outer, new Object[] {5}, null);
    full.longs[1] = 10;
    BlackholeFrame poor =
        new BlackholeFrame(outer, ~callIn(outer), outer.newLongs(), outer.newRefs(), null);
    for (int register : live.registers()) {
      poor.longs[register] = full.longs[register];
    }
    poor.longs[outer.code()[callIn(outer) + 1]] = 20;
    assertThat(Blackhole.run(poor, null, PortalCalls.NONE).bits()).isEqualTo(35);
  }
}
