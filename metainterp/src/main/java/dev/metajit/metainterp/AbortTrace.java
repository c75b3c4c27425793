package dev.metajit.metainterp;

/**
 * Ends a recording. The frames of the tracer stand at the start of an instruction that has not been
 * executed, or right after one that has been: the blackhole goes on from exactly there.
 */
final class AbortTrace extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final AbortReason reason;

  AbortTrace(AbortReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  AbortReason reason() {
    return reason;
  }
}
