package dev.metajit.warm;

import dev.metajit.metainterp.TracingResult;

/**
 * A recorded trace on its way to be compiled.
 *
 * @param result the recording
 * @param cell the location that the code is for
 * @param guard the guard that it is the bridge of, or null
 * @param nanos how long recording took
 */
record CompileJob(TracingResult result, JitCell cell, GuardRecord guard, long nanos) {
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
