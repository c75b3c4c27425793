package dev.metajit.demo;

import java.io.PrintStream;

/** Runs one guest program from the start, with fresh state, each time it is called. */
@FunctionalInterface
public interface GuestRunner {
  /**
   * Runs the guest program once.
   *
   * @param out where the guest program's output goes; the harness flushes it
   * @throws Exception whatever the guest program ends with; the harness passes it on
   */
  void run(PrintStream out) throws Exception;
}
