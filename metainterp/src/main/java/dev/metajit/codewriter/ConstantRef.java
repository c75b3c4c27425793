package dev.metajit.codewriter;

/**
 * A class, method type or method handle that an instruction loads; resolved when first executed.
 */
public final class ConstantRef {
  /** Resolves a constant. */
  interface Resolution {
    Object resolve() throws Throwable;
  }

  private final String text;
  private final Resolution resolution;
  private volatile Object resolved;

  ConstantRef(String text, Resolution resolution) {
    this.text = text;
    this.resolution = resolution;
  }

  /**
   * The constant, always the same object.
   *
   * @throws LinkageError what the JVM throws if it cannot be resolved
   */
  public Object resolve() {
    return resolved != null ? resolved : publish(Linkage.linkage(resolution::resolve));
  }

  private synchronized Object publish(Object made) {
    if (resolved == null) {
      resolved = made;
    }
    return resolved;
  }

  @Override
  public String toString() {
    return text;
  }
}
