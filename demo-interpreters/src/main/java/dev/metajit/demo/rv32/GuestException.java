package dev.metajit.demo.rv32;

/** The ELF file cannot be run, or the guest program ended with a trap that it does not handle. */
public final class GuestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with this message, as the user sees it. */
  public GuestException(String message) {
    super(message);
  }
}
