package dev.metajit.metainterp;

import dev.metajit.trace.Trace;

/**
 * What a recording came to.
 *
 * @param type what the trace is; null if there is none
 * @param trace the recorded trace, or null
 * @param key the location at which the trace starts: a loop's header, or where recording started
 * @param target the location that it jumps to, null if it leaves the portal
 * @param abort why there is no trace, or null
 * @param detail more about that, or null
 * @param blamed the guest function that made the trace too long, or null
 * @param outcome how execution goes on
 */
public record TracingResult(
    Type type,
    Trace trace,
    GreenKey key,
    GreenKey target,
    AbortReason abort,
    String detail,
    GreenKey blamed,
    BlackholeOutcome outcome) {

  /** The same for those who only compile it: how execution went on keeps the guest's objects. */
  public TracingResult withoutOutcome() {
    return new TracingResult(type, trace, key, target, abort, detail, blamed, null);
  }

  /** What a recorded trace is. */
  public enum Type {
    /** Starts at a loop header and jumps back to it. */
    LOOP,
    /** Starts at a guard or a location and jumps to code that exists. */
    BRIDGE,
    /** Starts at a guard or a location and leaves the portal. */
    FINISH
  }
}
