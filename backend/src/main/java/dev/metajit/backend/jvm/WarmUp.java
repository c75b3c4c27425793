package dev.metajit.backend.jvm;

/**
 * How long new code stays in its loop at a time. HotSpot compiles a method after some hundred
 * calls, but a loop that goes on in a method only after 60,000 turns, and once more after 40,000 in
 * code that is slow since it counts. So a new method is left and called again after a few turns, as
 * often as HotSpot wants; and then seldom, so that it does not matter.
 */
final class WarmUp {
  /** Calls after which HotSpot has seen enough for its first compiler. */
  private static final int FIRST = 256;

  /** Calls after which it has also seen enough for its second compiler. */
  private static final int SECOND = FIRST + 2048;

  /** Then the turns double after so many calls: the code that HotSpot is making is to be used. */
  private static final int DOUBLING = 128;

  /** The logarithm of the turns at a time when the code is old. */
  private static final int MOST = 30;

  /** The same in a loop that goes on in itself, when the first compiler has been asked. */
  private static final int IN_LOOP = 4;

  /** The same in a method that starts before the loop, which goes on in another one when left. */
  private static final int BEHIND_ENTRY = 6;

  private WarmUp() {}

  /**
   * The code is about to be run.
   *
   * @param isLoop true if what it goes on with when it is left is itself, not another method
   */
  static void run(CompiledCode code, boolean isLoop) {
    int runs = code.runs;
    if (runs < SECOND + MOST * DOUBLING) {
      code.runs = runs + 1;
      code.turns = 1 << log2OfTurns(runs, isLoop);
    }
  }

  private static int log2OfTurns(int runs, boolean isLoop) {
    if (runs < FIRST) {
      return isLoop ? IN_LOOP / 2 : BEHIND_ENTRY;
    }
    int least = isLoop ? IN_LOOP : BEHIND_ENTRY;
    return runs < SECOND ? least : Math.min(MOST, least + (runs - SECOND) / DOUBLING);
  }
}
