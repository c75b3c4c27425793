package dev.metajit.trace;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import jdk.internal.misc.Unsafe;

/**
 * Objects and arrays as a trace sees them: raw loads, stores and allocations through the JDK's
 * internal {@code Unsafe}. No check is made here: objects are not null, indexes are in bounds,
 * values fit. Values travel as bits (see {@link Constant}).
 */
public final class Heap {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /**
   * {@code Unsafe.arrayBaseOffset}, of type (Class)long: its result is an int on JDK 17, a long
   * later.
   */
  private static final MethodHandle ARRAY_BASE_OFFSET = findArrayBaseOffset();

  private Heap() {}

  static long offset(Field field) {
    return (field.getModifiers() & java.lang.reflect.Modifier.STATIC) != 0
        ? UNSAFE.staticFieldOffset(field)
        : UNSAFE.objectFieldOffset(field);
  }

  /** The object that holds this static field. */
  public static Object staticBase(Field field) {
    return UNSAFE.staticFieldBase(field);
  }

  /**
   * True if the class's static initializer has run, so that nothing happens when the class is used.
   */
  public static boolean isInitialized(Class<?> type) {
    return !UNSAFE.shouldBeInitialized(type);
  }

  /** A primitive field's bits; volatile fields with volatile semantics. */
  public static long getBits(Object object, FieldDescr field) {
    if (field.isVolatile()) {
      return getBitsVolatile(object, field.offset(), field.storage());
    }
    return getBits(object, field.offset(), field.storage());
  }

  /** A reference field. */
  public static Object getRef(Object object, FieldDescr field) {
    return field.isVolatile()
        ? UNSAFE.getReferenceVolatile(object, field.offset())
        : UNSAFE.getReference(object, field.offset());
  }

  public static void putBits(Object object, FieldDescr field, long bits) {
    if (field.isVolatile()) {
      putBitsVolatile(object, field.offset(), field.storage(), bits);
    } else {
      putBits(object, field.offset(), field.storage(), bits);
    }
  }

  public static void putRef(Object object, FieldDescr field, Object value) {
    if (field.isVolatile()) {
      UNSAFE.putReferenceVolatile(object, field.offset(), value);
    } else {
      UNSAFE.putReference(object, field.offset(), value);
    }
  }

  /**
   * A primitive array element's bits. The storage is the array's: a boolean[] is read as bytes are.
   */
  public static long getItemBits(Object array, int index, Storage storage) {
    return getBits(array, itemOffset(array, index), storage);
  }

  public static Object getItemRef(Object array, int index) {
    return UNSAFE.getReference(array, itemOffset(array, index));
  }

  public static void putItemBits(Object array, int index, Storage storage, long bits) {
    putBits(array, itemOffset(array, index), storage, bits);
  }

  public static void putItemRef(Object array, int index, Object value) {
    UNSAFE.putReference(array, itemOffset(array, index), value);
  }

  /** The bytes at an offset of a {@code byte[]} that make a value of this storage. */
  public static long getBytes(Object bytes, long offset, Storage storage) {
    return switch (storage) {
      case BYTE -> UNSAFE.getByte(bytes, offset);
      case CHAR -> UNSAFE.getCharUnaligned(bytes, offset);
      case SHORT -> UNSAFE.getShortUnaligned(bytes, offset);
      case INT -> UNSAFE.getIntUnaligned(bytes, offset);
      case LONG -> UNSAFE.getLongUnaligned(bytes, offset);
      default -> throw new IllegalArgumentException("bytes of " + storage);
    };
  }

  /** Sets the bytes at an offset of a {@code byte[]} that make a value of this storage. */
  public static void putBytes(Object bytes, long offset, Storage storage, long bits) {
    switch (storage) {
      case BYTE -> UNSAFE.putByte(bytes, offset, (byte) bits);
      case CHAR -> UNSAFE.putCharUnaligned(bytes, offset, (char) bits);
      case SHORT -> UNSAFE.putShortUnaligned(bytes, offset, (short) bits);
      case INT -> UNSAFE.putIntUnaligned(bytes, offset, (int) bits);
      case LONG -> UNSAFE.putLongUnaligned(bytes, offset, bits);
      default -> throw new IllegalArgumentException("bytes of " + storage);
    }
  }

  /** The offset of element 0 of arrays of this class. */
  public static int arrayBase(Class<?> arrayClass) {
    return (int) baseOffset(arrayClass);
  }

  /** The distance of elements of arrays of this class, in bytes. */
  public static int arrayScale(Class<?> arrayClass) {
    return UNSAFE.arrayIndexScale(arrayClass);
  }

  /** A zeroed instance, without running a constructor; initializes the class if it is not. */
  public static Object allocate(Class<?> type) {
    try {
      return UNSAFE.allocateInstance(type);
    } catch (InstantiationException e) {
      throw new IllegalArgumentException("cannot be instantiated: " + type.getName(), e);
    }
  }

  /** A zeroed array; the length is not negative. */
  public static Object allocateArray(Class<?> component, int length) {
    return java.lang.reflect.Array.newInstance(component, length);
  }

  private static MethodHandle findArrayBaseOffset() {
    for (Class<?> result : new Class<?>[] {long.class, int.class}) {
      try {
        return MethodHandles.lookup()
            .findVirtual(
                Unsafe.class, "arrayBaseOffset", MethodType.methodType(result, Class.class))
            .bindTo(UNSAFE)
            .asType(MethodType.methodType(long.class, Class.class));
      } catch (NoSuchMethodException e) {
        // the next one
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("jdk.internal.misc is not exported to this module", e);
      }
    }
    throw new IllegalStateException("this JDK's Unsafe has no known arrayBaseOffset");
  }

  private static long baseOffset(Class<?> arrayClass) {
    try {
      return (long) ARRAY_BASE_OFFSET.invokeExact(arrayClass);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static long itemOffset(Object array, int index) {
    Class<?> type = array.getClass();
    return baseOffset(type) + (long) index * UNSAFE.arrayIndexScale(type);
  }

  private static long getBits(Object object, long offset, Storage storage) {
    return switch (storage) {
      case BOOLEAN, BYTE -> UNSAFE.getByte(object, offset);
      case CHAR -> UNSAFE.getChar(object, offset);
      case SHORT -> UNSAFE.getShort(object, offset);
      case INT, FLOAT -> UNSAFE.getInt(object, offset);
      case LONG, DOUBLE -> UNSAFE.getLong(object, offset);
      case REF -> throw new IllegalArgumentException("bits of a reference");
    };
  }

  private static void putBits(Object object, long offset, Storage storage, long bits) {
    switch (storage) {
      case BOOLEAN -> UNSAFE.putByte(object, offset, (byte) (bits & 1));
      case BYTE -> UNSAFE.putByte(object, offset, (byte) bits);
      case CHAR -> UNSAFE.putChar(object, offset, (char) bits);
      case SHORT -> UNSAFE.putShort(object, offset, (short) bits);
      case INT, FLOAT -> UNSAFE.putInt(object, offset, (int) bits);
      case LONG, DOUBLE -> UNSAFE.putLong(object, offset, bits);
      case REF -> throw new IllegalArgumentException("bits into a reference");
    }
  }

  private static long getBitsVolatile(Object object, long offset, Storage storage) {
    return switch (storage) {
      case BOOLEAN, BYTE -> UNSAFE.getByteVolatile(object, offset);
      case CHAR -> UNSAFE.getCharVolatile(object, offset);
      case SHORT -> UNSAFE.getShortVolatile(object, offset);
      case INT, FLOAT -> UNSAFE.getIntVolatile(object, offset);
      case LONG, DOUBLE -> UNSAFE.getLongVolatile(object, offset);
      case REF -> throw new IllegalArgumentException("bits of a reference");
    };
  }

  private static void putBitsVolatile(Object object, long offset, Storage storage, long bits) {
    switch (storage) {
      case BOOLEAN -> UNSAFE.putByteVolatile(object, offset, (byte) (bits & 1));
      case BYTE -> UNSAFE.putByteVolatile(object, offset, (byte) bits);
      case CHAR -> UNSAFE.putCharVolatile(object, offset, (char) bits);
      case SHORT -> UNSAFE.putShortVolatile(object, offset, (short) bits);
      case INT, FLOAT -> UNSAFE.putIntVolatile(object, offset, (int) bits);
      case LONG, DOUBLE -> UNSAFE.putLongVolatile(object, offset, bits);
      case REF -> throw new IllegalArgumentException("bits into a reference");
    }
  }
}
