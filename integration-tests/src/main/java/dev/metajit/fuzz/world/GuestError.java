package dev.metajit.fuzz.world;

/** An exception that arms throw. */
public final class GuestError extends RuntimeException {
  private static final long serialVersionUID = 1;

  public int code;

  public GuestError() {
    super("guest");
  }

  public GuestError(int code) {
    super("guest error " + code);
    this.code = code;
  }
}
