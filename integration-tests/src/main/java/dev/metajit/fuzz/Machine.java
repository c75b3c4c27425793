package dev.metajit.fuzz;

/** Makes a case of each seed, and looks for a difference. */
interface Machine {
  /**
   * What came of a case.
   *
   * @param failure null if all is well, else the case as people read it, shrunk
   * @param test the case as {@link #replay} reads it; null if there is no such text
   */
  record Outcome(String failure, String test) {
    static final Outcome SAME = new Outcome(null, null);
  }

  /** The name on the command line. */
  String name();

  /** The case of a seed as people read it. */
  String describe(long seed);

  /** Runs the case of a seed. */
  Outcome run(long seed);

  /**
   * Runs the case of a text that an {@link Outcome} had.
   *
   * @return what differs, or null
   */
  String replay(String text);
}
