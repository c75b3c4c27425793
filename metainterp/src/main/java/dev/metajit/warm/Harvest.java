package dev.metajit.warm;

import java.util.Arrays;

/**
 * Watches whether the loops of a portal that are compiled are used. Where guest code is made anew
 * all the time, each piece is hot for a moment and never seen again: compiling it is lost work. If
 * most of the last ones had not paid when as many more had been compiled, later ones have to be
 * hotter. Only when that has gone well for a while, longer each time, they need no longer be.
 */
final class Harvest {
  /** So many loops are judged at a time. */
  static final int SPAN = 32;

  private static final int TOO_MANY = SPAN * 3 / 4;
  private static final int FEW = SPAN / 4;

  /** Code that was taken out of use has cost as much as so many loops that were not used. */
  private static final int RETIRED = 4;

  private static final int STEP = 2;
  private static final int MOST = 6;

  private final Payoff[] recent = new Payoff[SPAN];
  private int added;
  private int lost;
  private int goodSpans;
  private int goodSpansWanted = 1;
  private volatile int shift;

  /**
   * A location has got code.
   *
   * @return true if thresholds are others from now on
   */
  synchronized boolean add(Payoff payoff) {
    int slot = added % SPAN;
    lost += recent[slot] != null && !recent[slot].hasPaid() ? 1 : 0;
    recent[slot] = payoff;
    added++;
    return raise() || slot == SPAN - 1 && lower();
  }

  /**
   * Code was taken out of use.
   *
   * @return true if thresholds are others from now on
   */
  synchronized boolean retired() {
    lost += RETIRED;
    return raise();
  }

  /**
   * What was compiled so far says nothing about what comes.
   *
   * @return true if thresholds are others from now on
   */
  synchronized boolean forget() {
    Arrays.fill(recent, null);
    return moveTo(0);
  }

  private boolean raise() {
    if (lost <= TOO_MANY) {
      return false;
    }
    goodSpansWanted *= shift < MOST ? 2 : 1;
    return moveTo(shift + STEP);
  }

  private boolean lower() {
    goodSpans = lost < FEW ? goodSpans + 1 : 0;
    lost = 0;
    return goodSpans >= goodSpansWanted && moveTo(shift - STEP);
  }

  private boolean moveTo(int wanted) {
    int before = shift;
    shift = Math.max(0, Math.min(wanted, MOST));
    lost = 0;
    goodSpans = 0;
    return shift != before;
  }

  /** A number of arrivals, multiplied by what experience says. */
  int hotter(int arrivals) {
    return (int) Math.min((long) arrivals << shift, Integer.MAX_VALUE);
  }
}
