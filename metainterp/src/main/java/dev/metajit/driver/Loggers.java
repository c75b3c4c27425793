package dev.metajit.driver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * The loggers of the sections of {@code jit.log}. The logging library is started by the first that
 * asks, and others wait for that: it would print a warning of its own if two asked at once.
 */
public final class Loggers {
  private Loggers() {}

  /**
   * The logger {@code jit.} and the section; one that says nothing if the library did not start,
   * since memory or stack was used up.
   */
  public static synchronized Logger of(String section) {
    try {
      return LoggerFactory.getLogger("jit." + section);
    } catch (LinkageError e) {
      return NOPLogger.NOP_LOGGER;
    }
  }
}
