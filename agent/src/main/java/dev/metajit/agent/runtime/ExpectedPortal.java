package dev.metajit.agent.runtime;

import dev.metajit.driver.DriverSpec;
import java.io.File;
import java.util.List;

/** Tells which portal a program will come to, before it does. */
final class ExpectedPortal {
  private ExpectedPortal() {}

  /**
   * The driver whose class is on the class path; of several the one whose class stands beside the
   * program's main class. {@code null} if that does not tell it.
   */
  static DriverSpec among(List<DriverSpec> specs, ClassPath path) {
    File main = path.place(mainClass());
    DriverSpec first = null;
    DriverSpec beside = null;
    int there = 0;
    int besides = 0;
    for (DriverSpec spec : specs) {
      File place = path.place(spec.portalClass());
      if (place != null) {
        there++;
        first = spec;
        if (place.equals(main)) {
          besides++;
          beside = spec;
        }
      }
    }
    return there == 1 ? first : besides == 1 ? beside : null;
  }

  /** Internal name of the main class; where a jar was started, something that is not there. */
  private static String mainClass() {
    String command = System.getProperty("sun.java.command", "");
    int end = command.indexOf(' ');
    return (end < 0 ? command : command.substring(0, end)).replace('.', '/');
  }
}
