package dev.metajit.backend.jvm;

import dev.metajit.backend.Frame;

/** What generated classes extend. */
abstract class CompiledCode {
  /** So many times may a run go back to the start of a loop; then it leaves by that jump's exit. */
  int turns;

  /** What a turn takes from {@link #turns}; not known to HotSpot, so that no loop counts on it. */
  int turn = 1;

  /** How often it was run, as far as {@link WarmUp} wants to know. */
  int runs;

  /**
   * Runs from an entry, whose inputs stand in the frame; gives the exit's number.
   *
   * @param entry its number: see {@link GeneratedClass#entries}
   */
  abstract int run(Frame frame, int entry);
}
