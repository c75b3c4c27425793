package dev.metajit.fuzz;

/** Makes a case of each seed, and looks for a difference. */
interface Machine {
  /**
   * What came of a case.
   *
   * @param failure null if all is well, else the case as people read it, shrunk
   */
  record Outcome(String failure) {
    static final Outcome SAME = new Outcome(null);
  }

  /** The name on the command line. */
  String name();

  /** Runs the case of a seed. */
  Outcome run(long seed);
}
