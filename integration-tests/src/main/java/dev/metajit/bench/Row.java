package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import java.util.OptionalDouble;

/**
 * A line of the report.
 *
 * @param program the program
 * @param jdk the JDK
 * @param config the configuration
 * @param measurement the times
 * @param speedup how many times faster than plain, in the steady state; empty if that was not
 *     measured
 * @param check {@link OutputCheck#OK}, or what is wrong
 */
public record Row(
    GuestProgram program,
    Jdk jdk,
    Config config,
    Measurement measurement,
    OptionalDouble speedup,
    String check) {
  /** True if the answer was right. */
  public boolean isOk() {
    return check.equals(OutputCheck.OK);
  }
}
