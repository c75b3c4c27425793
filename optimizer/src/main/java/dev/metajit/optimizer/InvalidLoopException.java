package dev.metajit.optimizer;

/**
 * The trace contradicts itself, as when a guard must fail: it would never be run to its end, so
 * give it up.
 */
public final class InvalidLoopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what contradicts what, for the log
   */
  public InvalidLoopException(String reason) {
    super(reason, null, false, false);
  }
}
