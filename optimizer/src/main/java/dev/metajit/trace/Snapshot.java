package dev.metajit.trace;

import java.util.List;

/**
 * Where the interpreter stood when a guard was recorded: one record per inlined frame, innermost
 * first.
 *
 * @param code the frame's JitCode; the optimizer only passes it on
 * @param function the guest function that the frame is in, for the tracer; only passed on
 * @param pc the position in it at which execution goes on
 * @param values the live registers, in the order that the JitCode's liveness gives at {@code pc}
 * @param caller the frame that called, or null for the portal's
 */
public record Snapshot(Object code, Object function, int pc, List<Value> values, Snapshot caller) {
  /** A frame that is in no guest function. */
  public Snapshot(Object code, int pc, List<Value> values, Snapshot caller) {
    this(code, null, pc, values, caller);
  }
}
