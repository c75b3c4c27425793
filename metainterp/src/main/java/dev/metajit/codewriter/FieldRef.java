package dev.metajit.codewriter;

import dev.metajit.trace.FieldDescr;

/** A field that an instruction names; looked up when first asked for. */
public final class FieldRef {
  private final Linker linker;
  private final Class<?> caller;
  private final String owner;
  private final String name;
  private final String desc;
  private final boolean isStatic;
  private FieldDescr resolved;
  private Object staticBase;
  private boolean initialized;

  FieldRef(
      Linker linker, Class<?> caller, String owner, String name, String desc, boolean isStatic) {
    this.linker = linker;
    this.caller = caller;
    this.owner = owner;
    this.name = name;
    this.desc = desc;
    this.isStatic = isStatic;
  }

  /** Descriptor of the field's type. */
  public String desc() {
    return desc;
  }

  /** True if it is named as a static field. */
  public boolean isStatic() {
    return isStatic;
  }

  /**
   * The field, with what is known of it ({@link FieldDescr#isImmutable} and so on). Does not
   * initialize its class.
   *
   * @throws LinkageError what the JVM throws if there is no such field
   */
  public FieldDescr resolve() {
    if (resolved == null) {
      resolved = linker.field(caller, owner, name, desc, isStatic);
    }
    return resolved;
  }

  /**
   * Initializes the class of a static field, as an access does.
   *
   * @throws LinkageError what the JVM throws if that fails
   */
  public void ensureInitialized() {
    if (!initialized) {
      initialized = linker.initialize(resolve());
    }
  }

  /** The object that holds a static field. */
  public Object staticBase() {
    if (staticBase == null) {
      staticBase = Linkage.staticBase(resolve());
    }
    return staticBase;
  }

  @Override
  public String toString() {
    return owner + "." + name;
  }
}
