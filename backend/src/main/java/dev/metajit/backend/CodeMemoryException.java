package dev.metajit.backend;

/** There is no room for more code. */
public final class CodeMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CodeMemoryException(String message) {
    super(message);
  }
}
