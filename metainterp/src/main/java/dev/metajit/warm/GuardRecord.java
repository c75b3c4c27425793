package dev.metajit.warm;

import dev.metajit.backend.Frame;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;

/**
 * How often a guard has failed, and whether it is worth a bridge. Hangs on the guard's {@link
 * Exit}. A guard on a promoted value gets a bridge when it has failed often enough for the same
 * value (RPython's {@code make_a_counter_per_value}): if it is another one each time, bridges for
 * some of them are of no use.
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

  /** Which of the exit's values is the promoted one; -1 if none is. */
  private final int valueAt;

  private ValueCounts counts;
  private int failures;
  private long allFailures;
  private int threshold;
  private boolean busy;
  private boolean dead;
  private boolean triedInVain;

  GuardRecord(TraceTree tree, Operation guard, GuardRecord from, int threshold) {
    this.tree = tree;
    this.exit = guard.exit();
    this.guard = guard.op();
    this.valueAt =
        this.guard == Op.GUARD_VALUE ? exit.failArguments().indexOf(guard.argument(0)) : -1;
    this.depth = from == null ? 0 : from.depth + 1;
    this.values = from != null && from.guard == Op.GUARD_VALUE ? from.values + 1 : 0;
    this.threshold = threshold;
    this.dead = guard.op() == Op.GUARD_NOT_INVALIDATED;
  }

  /**
   * Counts one failure; true if a bridge is to be recorded now, which is the caller's alone to do.
   *
   * @param frame what the exit left
   */
  synchronized boolean claim(Frame frame) {
    failures++;
    allFailures++;
    int times = valueAt < 0 ? failures : timesOfSame(frame);
    if (busy || dead || times < threshold || isTooDeep()) {
      return false;
    }
    busy = true;
    return true;
  }

  private int timesOfSame(Frame frame) {
    if (counts == null) {
      counts = new ValueCounts();
    }
    Value value = exit.failArguments().get(valueAt);
    int hash =
        value.kind() == Kind.REF
            ? System.identityHashCode(frame.refs[valueAt])
            : Long.hashCode(frame.longs[valueAt]);
    return counts.count(hash);
  }

  /** True if it is on a promoted variable that has too many values for bridges. */
  synchronized boolean fansOut() {
    boolean isLast = values > VALUES_LIMIT && failures > threshold;
    return valueAt >= 0 && (isLast || failures / VALUES_LIMIT > threshold);
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
    return dead || triedInVain || isTooDeep() || failures / VALUES_LIMIT > threshold;
  }

  /** Nothing came of it; the next try is after four times as many failures. */
  synchronized void giveBack() {
    busy = false;
    triedInVain = true;
    failures = 0;
    counts = null;
    threshold = (int) Math.min((long) threshold * 4, Integer.MAX_VALUE);
  }

  /** This was no time to record a bridge. */
  synchronized void postpone() {
    busy = false;
    failures = 0;
    counts = null;
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
