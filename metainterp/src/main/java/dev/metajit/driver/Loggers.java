package dev.metajit.driver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loggers of the sections of {@code jit.log}. The logging library is started by the first that
 * asks, and others wait for that: it would print a warning of its own if two asked at once.
 */
public final class Loggers {
  private Loggers() {}

  /** The logger {@code jit.} and the section. */
  public static synchronized Logger of(String section) {
    return LoggerFactory.getLogger("jit." + section);
  }
}
