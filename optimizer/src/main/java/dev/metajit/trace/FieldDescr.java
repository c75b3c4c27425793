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
  static final String OPAQUE_SUFFIX = ":opaque";

  /** How an access is ordered with others. */
  private enum Order {
    PLAIN,
    /** Each access is made, but orders nothing. */
    OPAQUE,
    VOLATILE
  }

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
  private final Order order;
  private FieldDescr opaque;
  private volatile boolean immutable;
  private volatile boolean immutableContents;
  private volatile boolean quasiImmutable;
  private volatile boolean polled;

  private FieldDescr(Field field, Order order) {
    this.field = field;
    this.order = order;
    this.storage = Storage.of(field.getType());
    this.offset = Heap.offset(field);
  }

  /** The descriptor of this field. */
  public static FieldDescr of(Field field) {
    return INTERNED
        .get(field.getDeclaringClass())
        .computeIfAbsent(
            field.getName() + ":" + field.getType().descriptorString(),
            key -> new FieldDescr(field, orderOf(field)));
  }

  private static Order orderOf(Field field) {
    return Modifier.isVolatile(field.getModifiers()) ? Order.VOLATILE : Order.PLAIN;
  }

  /**
   * The same field, with accesses like those of {@code VarHandle.getOpaque}: each one is made, but
   * none is a synchronization action. Always the same object.
   */
  public synchronized FieldDescr opaque() {
    if (order == Order.OPAQUE) {
      return this;
    }
    if (opaque == null) {
      opaque = new FieldDescr(field, Order.OPAQUE);
    }
    return opaque;
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

  /** True if only a constructor, or reflection, sets it. */
  public boolean isFinal() {
    return Modifier.isFinal(field.getModifiers());
  }

  /** True if accesses are never cached or dropped; unless {@link #isOpaque}, nor moved. */
  public boolean isVolatile() {
    return order != Order.PLAIN;
  }

  /** True if accesses are made one by one, but other accesses may move past them. */
  public boolean isOpaque() {
    return order == Order.OPAQUE;
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

  /** True if a value that is read is promoted: taken for a constant, with a guard. */
  public boolean isQuasiImmutable() {
    return quasiImmutable;
  }

  public void markQuasiImmutable() {
    quasiImmutable = true;
  }

  /**
   * True for a volatile boolean that others raise and only the reader itself lowers: a read that
   * finds it down is no news from another thread, and need order nothing.
   */
  public boolean isPolled() {
    return polled;
  }

  public void markPolled() {
    polled = true;
  }

  @Override
  public String text() {
    return owner().getSimpleName() + "." + name() + (isOpaque() ? OPAQUE_SUFFIX : "");
  }

  @Override
  public String toString() {
    return text();
  }
}
