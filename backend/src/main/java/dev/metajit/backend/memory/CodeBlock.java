package dev.metajit.backend.memory;

import jdk.internal.misc.Unsafe;

/**
 * A piece of {@link CodeMemory}, for code and the data that belongs to it.
 *
 * @param writable where it is written
 * @param executable where it runs and is read; what is in it refers to itself by these addresses
 * @param size in bytes
 */
public record CodeBlock(long writable, long executable, int size) {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** Writes bytes at an offset from the block's start. */
  public void write(int offset, byte[] bytes, int length) {
    if (offset < 0 || offset + length > size) {
      throw new IndexOutOfBoundsException(offset + "+" + length + " in " + size);
    }
    for (int i = 0; i < length; i++) {
      UNSAFE.putByte(writable + offset + i, bytes[i]);
    }
  }

  /** Writes an aligned long in one piece; code that runs sees the old or the new value. */
  public void writeLong(int offset, long value) {
    if (offset < 0 || offset + Long.BYTES > size) {
      throw new IndexOutOfBoundsException(offset + " in " + size);
    }
    UNSAFE.putLongVolatile(null, writable + offset, value);
  }
}
