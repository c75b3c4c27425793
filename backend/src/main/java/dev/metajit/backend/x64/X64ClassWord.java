package dev.metajit.backend.x64;

import java.lang.reflect.Modifier;
import jdk.internal.misc.Unsafe;

/**
 * Where an object says what class it is of, and what stands there for a class.
 *
 * @param offset of the word in the object
 * @param bytes its width: 4 or 8
 * @param unused how many low bits of it are something else
 * @param mirrorOffset where a {@code Class} holds the address of the class's metadata
 * @param base the address from which 4-byte words count
 * @param shift how far they are shifted
 */
record X64ClassWord(int offset, int bytes, int unused, int mirrorOffset, long base, int shift) {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** The word that instances of exactly this class have. */
  long of(Class<?> type) {
    return UNSAFE.getLong(type, mirrorOffset) - base >> shift;
  }

  /** The word of an object, by Java. */
  long read(Object object) {
    return bytes == Long.BYTES
        ? UNSAFE.getLong(object, offset)
        : (UNSAFE.getInt(object, offset) & 0xFFFFFFFFL) >>> unused;
  }

  /**
   * True if the class has no subclasses, so that its word alone says whether an object is an
   * instance.
   */
  static boolean isExact(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return Modifier.isFinal(element.getModifiers()) && !element.isInterface();
  }
}
