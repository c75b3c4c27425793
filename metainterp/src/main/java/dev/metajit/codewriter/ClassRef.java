package dev.metajit.codewriter;

/**
 * A class that an instruction names; loaded when first asked for, by the loader of the class that
 * names it.
 */
public final class ClassRef {
  private final Class<?> caller;
  private final String name;
  private Class<?> resolved;

  /**
   * @param caller the class that names it
   * @param name internal name, or descriptor of an array class
   */
  ClassRef(Class<?> caller, String name) {
    this.caller = caller;
    this.name = name;
  }

  /** A class that is there. */
  ClassRef(Class<?> type) {
    this(type, type.getName());
    this.resolved = type;
  }

  /** Internal name, or descriptor of an array class. */
  public String name() {
    return name;
  }

  /**
   * The class, loaded but not initialized.
   *
   * @throws LinkageError what the JVM throws if there is no such class
   */
  public Class<?> resolve() {
    if (resolved == null) {
      resolved = Linkage.loadClass(caller, name);
    }
    return resolved;
  }

  @Override
  public String toString() {
    return name;
  }
}
