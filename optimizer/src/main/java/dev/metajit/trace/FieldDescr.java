package dev.metajit.trace;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One field of one class. Interned: the same field is the same object, so {@code ==} compares. A
 * static field is accessed as a field of the object that holds the class's statics ({@link
 * Heap#staticBase}).
 */
public final class FieldDescr implements Descr {
  private static final ClassValue<ConcurrentHashMap<String, FieldDescr>> INTERNED =
      new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<String, FieldDescr> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private final Field field;
  private final Storage storage;
  private final long offset;
  private volatile boolean immutable;
  private volatile boolean immutableContents;
  private volatile boolean quasiImmutable;

  private FieldDescr(Field field) {
    this.field = field;
    this.storage = Storage.of(field.getType());
    this.offset = Heap.offset(field);
  }

  /** The descriptor of this field. */
  public static FieldDescr of(Field field) {
    return INTERNED
        .get(field.getDeclaringClass())
        .computeIfAbsent(
            field.getName() + ":" + field.getType().descriptorString(),
            key -> new FieldDescr(field));
  }

  /** The class that declares the field. */
  public Class<?> owner() {
    return field.getDeclaringClass();
  }

  public String name() {
    return field.getName();
  }

  public Class<?> type() {
    return field.getType();
  }

  public Storage storage() {
    return storage;
  }

  public Kind kind() {
    return storage.kind();
  }

  /** The offset in bytes for {@code jdk.internal.misc.Unsafe}. */
  public long offset() {
    return offset;
  }

  public boolean isStatic() {
    return Modifier.isStatic(field.getModifiers());
  }

  /** True if accesses are synchronization actions: never cached, moved or dropped. */
  public boolean isVolatile() {
    return Modifier.isVolatile(field.getModifiers());
  }

  /**
   * True if a value read from an existing object may be kept for ever. Set by hints, or for trusted
   * final fields.
   */
  public boolean isImmutable() {
    return immutable;
  }

  public void markImmutable() {
    immutable = true;
  }

  /** True if the elements of the array in this field do not change either. */
  public boolean hasImmutableContents() {
    return immutableContents;
  }

  public void markImmutableContents() {
    immutable = true;
    immutableContents = true;
  }

  public boolean isQuasiImmutable() {
    return quasiImmutable;
  }

  public void markQuasiImmutable() {
    quasiImmutable = true;
  }

  @Override
  public String text() {
    return owner().getSimpleName() + "." + name();
  }

  @Override
  public String toString() {
    return text();
  }
}
