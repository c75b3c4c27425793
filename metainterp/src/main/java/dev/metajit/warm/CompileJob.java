package dev.metajit.warm;

import dev.metajit.metainterp.TracingResult;
import dev.metajit.trace.InvalidationToken;

/**
 * A recorded trace on its way to be compiled.
 *
 * @param result the recording
 * @param cell the location that the code is for
 * @param guard the guard that it is the bridge of, or null
 * @param nanos how long recording took
 * @param token invalid if what was recorded is not what the classes say any more
 */
record CompileJob(
    TracingResult result, JitCell cell, GuardRecord guard, long nanos, InvalidationToken token) {
  /** A job may wait for long: it keeps nothing of the guest's that it does not need. */
  CompileJob {
    result = result.withoutOutcome();
  }

  /** What logs call it: {@code loop}, {@code bridge}, or {@code entry} of a guest function. */
  String what() {
    if (guard != null) {
      return "bridge";
    }
    return result.type() == TracingResult.Type.LOOP ? "loop" : "entry";
  }
}
