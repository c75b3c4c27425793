package dev.metajit.driver;

/**
 * A driver that cannot be used: the message is one line that says where, what is wrong, and what to
 * do about it. The interpreter that the driver is about runs on without it.
 */
public final class DriverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with this message. */
  public DriverException(String message) {
    super(message, null, false, false);
  }

  /** The same with a place in front of the message. */
  public DriverException at(String place) {
    return new DriverException(place + ": " + getMessage());
  }
}
