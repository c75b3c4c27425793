package dev.metajit.launch;

import java.util.List;

/**
 * What became of a JVM.
 *
 * @param command the command line, for messages
 * @param exitStatus the exit status; -1 if the JVM ran into the time limit and was killed
 * @param standardOutput what it wrote on standard output
 * @param standardError what it wrote on standard error
 * @param wallNanos nanoseconds from start to end
 */
public record JvmResult(
    String command, int exitStatus, String standardOutput, String standardError, long wallNanos) {
  /** The value of {@link #exitStatus} of a JVM that was killed. */
  public static final int KILLED = -1;

  /** The lines on standard error. */
  public List<String> errorLines() {
    return standardError.lines().toList();
  }

  /** Everything, for the message of a failed test. */
  @Override
  public String toString() {
    return command
        + "\nexit status "
        + exitStatus
        + "\n--- standard output\n"
        + standardOutput
        + "\n--- standard error\n"
        + standardError;
  }
}
