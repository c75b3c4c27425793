package dev.metajit.demo.kestrel;

/** The source is not a kestrel program. The message starts with {@code file:line:column}. */
public final class KestrelSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  KestrelSyntaxException(String file, int line, int column, String message) {
    super(file + ":" + line + ":" + column + ": " + message);
  }
}
