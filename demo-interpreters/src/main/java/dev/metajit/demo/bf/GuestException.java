package dev.metajit.demo.bf;

/** The guest program is wrong: unbalanced brackets, or a data pointer that left the tape. */
public final class GuestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with this message, as the user sees it. */
  public GuestException(String message) {
    super(message);
  }

  /** An error with this message, noticed as {@code cause}. */
  public GuestException(String message, Throwable cause) {
    super(message, cause);
  }
}
