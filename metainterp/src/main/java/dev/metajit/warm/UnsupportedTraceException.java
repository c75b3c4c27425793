package dev.metajit.warm;

import java.io.Serial;

/** A trace that the only backend allowed cannot compile; the message says what it cannot do. */
final class UnsupportedTraceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UnsupportedTraceException(String reason) {
    super(reason);
  }
}
