package dev.metajit.metainterp;

import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.Handler;
import dev.metajit.metainterp.BlackholeOutcome.End;

/**
 * Finishes frames for real: executes JitCode with all of Java's semantics, one instruction after
 * the other, until the portal at the bottom is in a state that Java can take over. Calls are calls
 * of the real methods.
 */
public final class Blackhole {
  private final PortalCalls calls;
  private final CallResult result = new CallResult();
  private BlackholeFrame frame;

  private Blackhole(BlackholeFrame innermost, PortalCalls calls) {
    this.frame = innermost;
    this.calls = calls;
  }

  /**
   * Runs a chain of frames until the bottommost reaches its merge point, returns or throws. The
   * frames are changed.
   *
   * @param innermost the frame to go on with
   * @param pending what to throw at its position first, or {@code null}
   * @param calls may take over inlined calls of portals at their merge points
   */
  public static BlackholeOutcome run(
      BlackholeFrame innermost, Throwable pending, PortalCalls calls) {
    return new Blackhole(innermost, calls).run(pending);
  }

  private BlackholeOutcome run(Throwable pending) {
    BlackholeOutcome outcome = pending == null ? null : unwind(pending);
    while (outcome == null) {
      try {
        outcome = step();
      } catch (Throwable thrown) {
        outcome = unwind(thrown);
      }
    }
    return outcome;
  }

  /** Executes the frame on top until it leaves or the chain has come to its end. */
  private BlackholeOutcome step() throws Throwable {
    if (frame.pc < 0) {
      frame.pc = frame.code.next(~frame.pc);
    }
    BlackholeStep step = new BlackholeStep(frame, result);
    while (step.run() == BlackholeStep.Stop.MERGE_POINT) {
      if (frame.caller == null) {
        return new BlackholeOutcome(End.MERGE_POINT, frame, 0, null, null);
      }
      if (calls.canRun(frame.code)) {
        return runPortal();
      }
      frame.pc = frame.code.next(frame.pc);
    }
    return leave();
  }

  /** What the portal throws is thrown in the frame that called it. */
  private BlackholeOutcome runPortal() throws Throwable {
    BlackholeFrame portal = frame;
    frame = portal.caller;
    calls.run(portal, result);
    deliver();
    return null;
  }

  private BlackholeOutcome leave() {
    if (frame.caller == null) {
      return new BlackholeOutcome(End.RETURN, frame, result.bits, result.ref, null);
    }
    frame = frame.caller;
    deliver();
    return null;
  }

  /** Hands the result of a call to the frame that waits for it. */
  private void deliver() {
    int call = ~frame.pc;
    int destination = frame.code.code()[call + 1];
    if (destination >= 0) {
      frame.longs[destination] = result.bits;
      frame.refs[destination] = result.ref;
    }
    frame.pc = frame.code.next(call);
  }

  /** Goes to the handler that catches a throwable, in this frame or below. */
  private BlackholeOutcome unwind(Throwable thrown) {
    Throwable current = thrown;
    while (true) {
      int pc = frame.pc < 0 ? ~frame.pc : frame.pc;
      Handler handler = null;
      try {
        handler = frame.code.handlerFor(pc, current);
      } catch (LinkageError loading) {
        current = loading;
        continue;
      }
      if (handler != null) {
        frame.refs[handler.exceptionRegister()] = current;
        frame.pc = handler.target();
        return null;
      }
      if (frame.caller == null) {
        return new BlackholeOutcome(End.THROW, frame, 0, null, current);
      }
      frame = frame.caller;
    }
  }
}
