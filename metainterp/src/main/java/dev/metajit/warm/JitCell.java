package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.TargetToken;
import java.util.List;
import java.util.function.Supplier;

/** What is known of one guest location: its counters, and its code if there is some. */
final class JitCell {
  /** What is going on here. */
  enum State {
    COLD,
    /** A trace that starts here is being recorded or compiled. */
    BUSY,
    COMPILED,
    /** Given up for good. */
    DEAD
  }

  final GreenKey key;
  final JitCell next;

  private State state = State.COLD;
  private int arrivalsLeft;
  private int failures;

  /** The code to enter with the reds as inputs; null if there is none. */
  volatile CompiledTrace entry;

  /** The token of that code's trace, and of the loops behind it that a bridge may jump to. */
  volatile TargetToken entryToken;

  volatile List<TargetToken> loopTokens = List.of();

  /** True if guest functions that start here are not inlined. */
  volatile boolean notInlined;

  /** What runs the portal from here; made when first asked for. */
  private PortalCallTarget portalCall;

  JitCell(GreenKey key, JitCell next, int arrivalsLeft) {
    this.key = key;
    this.next = next;
    this.arrivalsLeft = arrivalsLeft;
  }

  /**
   * Counts one arrival; true if a trace is to be recorded now, which is the caller's alone to do.
   */
  synchronized boolean claim() {
    if (state != State.COLD || --arrivalsLeft > 0) {
      return false;
    }
    state = State.BUSY;
    return true;
  }

  /** As {@link #claim}, without waiting to be hot. */
  synchronized boolean claimForced() {
    if (state != State.COLD) {
      return false;
    }
    state = State.BUSY;
    return true;
  }

  /** Nothing came of it; the next try is after this many arrivals, twice as many each time. */
  synchronized void giveBack(int arrivals) {
    state = State.COLD;
    failures++;
    arrivalsLeft = arrivals << Math.min(failures - 1, 12);
  }

  /** A trace should be recorded here soon. */
  synchronized void hurry() {
    arrivalsLeft = Math.min(arrivalsLeft, 2);
  }

  /** True if it waits for more arrivals, and each of them counts. */
  synchronized boolean isCounting() {
    return state == State.COLD && arrivalsLeft > 0;
  }

  synchronized int failures() {
    return failures;
  }

  synchronized void giveUp() {
    state = State.DEAD;
  }

  synchronized boolean isDead() {
    return state == State.DEAD;
  }

  /** The code is there. */
  synchronized void compiled(CompiledTrace code, TargetToken token, List<TargetToken> loops) {
    state = State.COMPILED;
    entryToken = token;
    loopTokens = List.copyOf(loops);
    entry = code;
    if (portalCall != null) {
      portalCall.link(code);
    }
  }

  /** The call that runs the portal from here, in compiled code once there is some. */
  synchronized CallDescr portalCall(Supplier<PortalCallTarget> maker) {
    if (portalCall == null) {
      portalCall = maker.get();
      if (entry != null) {
        portalCall.link(entry);
      }
    }
    return portalCall.descr();
  }
}
