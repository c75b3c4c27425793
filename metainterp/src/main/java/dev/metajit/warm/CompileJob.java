package dev.metajit.warm;

import dev.metajit.metainterp.TracingResult;
import dev.metajit.trace.InvalidationToken;

/**
 * A recorded trace on its way to be compiled.
 *
 * @param result the recording
 * @param cell the location that the code is for
 * @param guard the guard that it is the bridge of, or null
 * @param join where the bridge of a guard ends, or what it is that bridges share, without a guard;
 *     null for other traces
 * @param nanos how long recording took
 * @param token invalid if what was recorded is not what the classes say any more
 */
record CompileJob(
    TracingResult result,
    JitCell cell,
    GuardRecord guard,
    Join join,
    long nanos,
    InvalidationToken token) {
  /** A job may wait for long: it keeps nothing of the guest's that it does not need. */
  CompileJob {
    result = result.withoutOutcome();
  }

  /** True for what bridges share. */
  boolean isJoin() {
    return join != null && guard == null;
  }

  /** The tree that a bridge, or what bridges share, grows on; else null. */
  TraceTree tree() {
    if (guard != null) {
      return guard.tree;
    }
    return join == null ? null : join.tree;
  }

  /** True if the bridge would end at a join that there will be no trace of. */
  boolean isLost() {
    return guard != null && join != null && join.isDead();
  }

  /**
   * What logs call it: {@code loop}, {@code bridge}, {@code entry} of a guest function, or {@code
   * join} for what bridges share.
   */
  String what() {
    if (guard != null) {
      return "bridge";
    }
    if (isJoin()) {
      return "join";
    }
    return result.type() == TracingResult.Type.LOOP ? "loop" : "entry";
  }
}
