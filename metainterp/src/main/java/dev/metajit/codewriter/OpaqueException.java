package dev.metajit.codewriter;

/** A method that cannot be expressed in JitCode; the message is the reason. */
public final class OpaqueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OpaqueException(String reason) {
    super(reason, null, false, false);
  }
}
