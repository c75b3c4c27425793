package dev.metajit.agent.runtime;

import dev.metajit.driver.LogSpec;
import java.util.Set;

/** What is to be logged. Nothing of the logging library is loaded for it. */
final class Logging {
  private static volatile LogSpec spec = new LogSpec(Set.of(), "");

  private Logging() {}

  /** Says what to log; to be called before the first logger is made. */
  static void configure(LogSpec logSpec) {
    spec = logSpec;
  }

  static LogSpec spec() {
    return spec;
  }
}
