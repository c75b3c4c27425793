package dev.metajit.driver;

/**
 * Tells whether a thread has stack enough to record and compile on it. Where the guest has used up
 * nearly all, it would be for nothing, and classes that are loaded meanwhile may be spoilt.
 */
public final class StackRoom {
  /**
   * Some 100 KB compiled by C2, twice as much by C1, up to four times as much in the interpreter.
   */
  private static final int CALLS = 3000;

  private StackRoom() {}

  /** Tries it out. */
  public static boolean isEnough() {
    try {
      return descend(CALLS) == CALLS;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  private static int descend(int calls) {
    return calls == 0 ? 0 : 1 + descend(calls - 1);
  }
}
