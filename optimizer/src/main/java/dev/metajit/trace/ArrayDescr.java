package dev.metajit.trace;

/**
 * An array type, by its component type. For {@code newarray} the component is exact; for element
 * accesses it may be any supertype (loads and stores of reference elements use {@code Object[]}),
 * so only {@link #storage} separates accesses that cannot alias. Interned: {@code ==} compares.
 */
public final class ArrayDescr implements Descr {
  private static final ClassValue<ArrayDescr> INTERNED =
      new ClassValue<>() {
        @Override
        protected ArrayDescr computeValue(Class<?> type) {
          return new ArrayDescr(type);
        }
      };

  private final Class<?> component;
  private final Storage storage;

  private ArrayDescr(Class<?> component) {
    this.component = component;
    this.storage = Storage.of(component);
  }

  /** The descriptor of arrays with this component type. */
  public static ArrayDescr of(Class<?> component) {
    return INTERNED.get(component);
  }

  public Class<?> component() {
    return component;
  }

  public Class<?> arrayClass() {
    return component.arrayType();
  }

  public Storage storage() {
    return storage;
  }

  public Kind kind() {
    return storage.kind();
  }

  @Override
  public String text() {
    return component.getSimpleName() + "[]";
  }

  @Override
  public String toString() {
    return text();
  }
}
