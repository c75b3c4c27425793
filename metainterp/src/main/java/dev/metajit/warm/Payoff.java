package dev.metajit.warm;

/**
 * Whether the compiled code of a location is worth having, from times that are taken now and then.
 *
 * <p>Code that pays is left seldom, or by guards that get a bridge. What does not pay is left again
 * and again by guards that get none, soon after it was entered and by way of the blackhole. One in
 * {@value #EVERY} of these exits is timed, and one in as many entries. When so many exits have been
 * timed that it is no accident, and the code had little to show for them, the interpreter alone
 * does better. Where such exits are rare, nothing is judged.
 *
 * <p>Not exact where threads count at the same time.
 */
final class Payoff {
  /** One in so many is timed. */
  static final int EVERY = 64;

  /** So many timed exits make a judgement. */
  static final int WINDOW = 32;

  /** A stay that was not timed. */
  static final long UNKNOWN = -1;

  /** The stay of code that other code called. */
  static final long CALLED = -2;

  /** So many of the first entries are timed, since there may be no more. */
  private static final int FIRST = 8;

  /**
   * Entering takes about as long as leaving, and what takes so many times as long in code takes
   * hardly less in the interpreter.
   */
  private static final int WORTH = 4;

  /** The blackhole may do the guest's own work; no more than this is counted as leaving. */
  private static final long LONGEST_EXIT = 10_000;

  /** About what making a trace costs, in nanoseconds. */
  private static final long COST = 2_000_000;

  private int entries;
  private int exits;
  private int timed;
  private long inside;
  private long insideBefore;
  private long leaving;
  private long last;
  private boolean failed;

  /** Counts an entry; true if its time is wanted. */
  boolean entered() {
    entries++;
    return entries <= FIRST || entries % EVERY == 0;
  }

  /** An entry that was to be timed stayed for so long. */
  void stayed(long nanos) {
    inside += entries <= FIRST ? nanos : nanos * EVERY;
  }

  /** For code that other code calls, all the time between exits that are timed counts as use. */
  void passed(long now) {
    inside += last == 0 ? 0 : now - last;
    last = now;
  }

  /** True if a stay was so short that it was not worth it to come and go. */
  static boolean isShort(long stay, long leaving) {
    return stay < WORTH * Math.min(leaving, LONGEST_EXIT);
  }

  /** Counts an exit by a guard that gets no bridge; true if its time is wanted. */
  boolean lost() {
    exits++;
    return exits % EVERY == 0;
  }

  /**
   * An exit that was to be timed took so long.
   *
   * @return false if there was not enough between the exits
   */
  boolean pays(long nanos) {
    timed++;
    leaving += Math.min(nanos, LONGEST_EXIT) * EVERY;
    if (timed < WINDOW) {
      return true;
    }
    boolean pays = WORTH * leaving <= inside - insideBefore;
    failed |= !pays;
    insideBefore = inside;
    timed = 0;
    leaving = 0;
    return pays;
  }

  /** True if the code has been of use: more time was spent in it than it took to make. */
  boolean hasPaid() {
    return inside > COST && !failed;
  }
}
