package dev.metajit.demo.forth;

/**
 * The guest program is wrong: an unknown word, a stack underflow, a bad address, a division by
 * zero.
 */
public final class ForthException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with this message, as the user sees it. */
  public ForthException(String message) {
    super(message);
  }

  /** An error with this message, noticed as {@code cause}. */
  public ForthException(String message, Throwable cause) {
    super(message, cause);
  }
}
