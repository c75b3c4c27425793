package dev.metajit.annotations;

/**
 * Hints that an interpreter gives while it runs. Without the agent every method is a no-op that
 * HotSpot inlines away; with the agent they are recognised by name when a method is traced.
 */
public final class Jit {
  private Jit() {}

  /**
   * Marks the head of the dispatch loop: exactly one per portal, at the start of the loop body,
   * with an empty operand stack. See {@link JitDriver}.
   */
  public static void mergePoint() {}

  /**
   * Marks a backward jump of the guest program. Must be followed by the merge point without other
   * effects.
   */
  public static void canEnterJit() {}

  /**
   * Makes the value a constant of the trace: the trace is valid for this one value (references by
   * identity).
   *
   * @param value any value
   * @return {@code value}
   */
  public static int promote(int value) {
    return value;
  }

  /** As {@link #promote(int)}. */
  public static long promote(long value) {
    return value;
  }

  /** As {@link #promote(int)}, by identity. */
  public static <T> T promote(T value) {
    return value;
  }

  /**
   * True while a trace is recorded if {@code value} is a constant of the trace; false in the
   * interpreter.
   */
  public static boolean isConstant(int value) {
    return false;
  }

  /** As {@link #isConstant(int)}. */
  public static boolean isConstant(Object value) {
    return false;
  }

  /**
   * True while a trace is recorded if {@code value} is probably never allocated in compiled code.
   */
  public static boolean isVirtual(Object value) {
    return false;
  }

  /** True in traced and compiled code, false in the interpreter. */
  public static boolean isJitted() {
    return false;
  }

  /**
   * Promises that {@code value} is not null and that its class is exactly {@code exact}; a trace
   * needs no guard then.
   *
   * @return {@code value}
   */
  @SuppressWarnings("unchecked")
  public static <T> T recordExactClass(Object value, Class<T> exact) {
    return (T) value;
  }

  /** Runs {@code action} if {@code condition} holds; a trace contains one call and no branch. */
  public static void conditionalCall(boolean condition, Runnable action) {
    if (condition) {
      action.run();
    }
  }
}
