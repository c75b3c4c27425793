package dev.metajit.metainterp;

/**
 * Tells whether a failure comes of memory or stack that the program had used up: that is no mistake
 * of ours, and nothing to report.
 */
public final class Shortage {
  private Shortage() {}

  /**
   * True for an {@code OutOfMemoryError}, and for a class that cannot be used since it was being
   * initialized when there was no memory or stack left.
   */
  public static boolean isBehind(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return true;
    }
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (isUnusable(at) || at instanceof ExceptionInInitializerError && isOfShortage(at)) {
        return true;
      }
    }
    return false;
  }

  /** The JVM says why a class cannot be initialized, unless it lacks memory or stack to note it. */
  private static boolean isUnusable(Throwable failure) {
    return failure instanceof NoClassDefFoundError
        && failure.getCause() == null
        && String.valueOf(failure.getMessage()).startsWith("Could not initialize class ");
  }

  /** The JVM keeps what the initializer threw, or only says what it was. */
  private static boolean isOfShortage(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    return failure.getCause() instanceof VirtualMachineError
        || text.startsWith("Exception " + OutOfMemoryError.class.getName())
        || text.startsWith("Exception " + StackOverflowError.class.getName());
  }
}
