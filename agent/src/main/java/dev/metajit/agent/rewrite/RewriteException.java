package dev.metajit.agent.rewrite;

/** A portal that has to be left as it is; the message says why. */
public final class RewriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with this message. */
  public RewriteException(String message) {
    super(message, null, false, false);
  }
}
