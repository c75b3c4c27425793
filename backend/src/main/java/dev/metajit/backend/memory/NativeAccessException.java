package dev.metajit.backend.memory;

/**
 * The platform does not let us map executable memory, or enter it; the message says why in one
 * line.
 */
public final class NativeAccessException extends Exception {
  private static final long serialVersionUID = 1L;

  public NativeAccessException(String message) {
    super(message);
  }

  public NativeAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
