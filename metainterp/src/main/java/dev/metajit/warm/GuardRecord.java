package dev.metajit.warm;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;

/**
 * How often a guard has failed, and whether it is worth a bridge. Hangs on the guard's {@link
 * Exit}.
 */
final class GuardRecord {
  final TraceTree tree;
  final Exit exit;
  final Op guard;

  /**
   * Bridges of bridges of bridges: such a chain is longer than any program's way through its loop.
   */
  private static final int DEPTH_LIMIT = 100;

  /**
   * As many values of one promoted variable are compared one after the other; then it always
   * changes.
   */
  private static final int VALUES_LIMIT = 12;

  /** How many bridges lead from the loop to this guard. */
  final int depth;

  /** How many of the last of them were those of guards on a value. */
  final int values;

  private int failures;
  private long allFailures;
  private int threshold;
  private boolean busy;
  private boolean dead;
  private boolean triedInVain;

  GuardRecord(TraceTree tree, Exit exit, Op guard, GuardRecord from, int threshold) {
    this.tree = tree;
    this.exit = exit;
    this.guard = guard;
    this.depth = from == null ? 0 : from.depth + 1;
    this.values = from != null && from.guard == Op.GUARD_VALUE ? from.values + 1 : 0;
    this.threshold = threshold;
  }

  /**
   * Counts one failure; true if a bridge is to be recorded now, which is the caller's alone to do.
   */
  synchronized boolean claim() {
    failures++;
    allFailures++;
    if (busy || dead || failures < threshold || isTooDeep()) {
      return false;
    }
    busy = true;
    return true;
  }

  private boolean isTooDeep() {
    return depth > DEPTH_LIMIT || values > VALUES_LIMIT || tree.isFull();
  }

  /** True if a bridge is on its way. */
  synchronized boolean isBusy() {
    return busy && !dead && exit.attached() == null;
  }

  /** True if it gets no bridge, or none soon: one that was tried has not come about. */
  synchronized boolean isHopeless() {
    return dead || triedInVain || isTooDeep();
  }

  /** Nothing came of it; the next try is after four times as many failures. */
  synchronized void giveBack() {
    busy = false;
    triedInVain = true;
    failures = 0;
    threshold = (int) Math.min((long) threshold * 4, Integer.MAX_VALUE);
  }

  /** Never again. */
  synchronized void giveUp() {
    dead = true;
  }

  /** How often it has failed with no bridge to go on in. */
  synchronized long allFailures() {
    return allFailures;
  }

  /** What has become of it, for people. */
  synchronized String fate() {
    return exit.attached() != null
        ? "has a bridge"
        : dead
            ? "given up"
            : depth > DEPTH_LIMIT || values > VALUES_LIMIT
                ? "at the end of too many bridges"
                : busy ? "a bridge is on its way" : "no bridge after " + threshold + " failures";
  }

  boolean isOnException() {
    return guard == Op.GUARD_NO_EXCEPTION || guard == Op.GUARD_EXCEPTION;
  }
}
