package dev.metajit.metainterp;

/** Every way to give up: a recording, a compilation, or compiled code. The text is for people. */
public enum AbortReason {
  TOO_LONG("the trace reached the limit of operations; the next calls what was inlined, or is cut"),
  INLINED_TOO_MUCH("too many bridges start in a guest function that was inlined; it is called now"),
  UNROLLED("a loop that was thought to be short is not; its method is called from now on"),
  EXCEPTION_BY_CHECK(
      "an implicit check failed while recording; the exception is thrown by the interpreter"),
  UNINITIALIZED("a class or call site was linked while recording"),
  BAD_LOOP("the loop contradicts itself: a guard of it can never hold"),
  ESCAPED_TO_CALLER("the portal returned or threw before a loop was closed"),
  UNSUPPORTED("the trace contains what no backend in use can compile"),
  NO_CODE_MEMORY("the memory for code is used up"),
  NO_MEMORY("there was no memory or stack left for it"),
  QUEUE_FULL("too many traces wait to be compiled"),
  REDEFINED("another agent has redefined a class meanwhile"),
  INTERNAL_ERROR("an internal error; please report it");

  private final String text;

  AbortReason(String text) {
    this.text = text;
  }

  /** What happened, in the user's words. */
  public String text() {
    return text;
  }
}
