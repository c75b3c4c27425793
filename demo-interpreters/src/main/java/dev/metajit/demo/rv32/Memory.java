package dev.metajit.demo.rv32;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The memory: one range of addresses, kept as little-endian words. Accesses that leave the range,
 * or are not aligned to their size, raise a {@link Trap}.
 */
final class Memory {
  private final int[] words;
  private final int base;

  /**
   * Zeroed memory.
   *
   * @param base the lowest address, a multiple of 4
   * @param bytes the size, a multiple of 4
   */
  Memory(int base, int bytes) {
    this.base = base;
    this.words = new int[bytes >>> 2];
  }

  /** The address behind the last byte. */
  int end() {
    return base + 4 * words.length;
  }

  boolean contains(int address) {
    return address - base >>> 2 < words.length;
  }

  int loadWord(int address) {
    int offset = address - base;
    int index = offset >>> 2;
    if ((offset & 3) != 0 || index >= words.length) {
      throw badLoad(address, 3);
    }
    return words[index];
  }

  /** Returns 16 bits, zero-extended. */
  int loadHalf(int address) {
    int offset = address - base;
    int index = offset >>> 2;
    if ((offset & 1) != 0 || index >= words.length) {
      throw badLoad(address, 1);
    }
    return words[index] >>> ((offset & 2) << 3) & 0xffff;
  }

  /** Returns 8 bits, zero-extended. */
  int loadByte(int address) {
    int offset = address - base;
    int index = offset >>> 2;
    if (index >= words.length) {
      throw badLoad(address, 0);
    }
    return words[index] >>> ((offset & 3) << 3) & 0xff;
  }

  void storeWord(int address, int value) {
    int offset = address - base;
    int index = offset >>> 2;
    if ((offset & 3) != 0 || index >= words.length) {
      throw badStore(address, 3);
    }
    words[index] = value;
  }

  void storeHalf(int address, int value) {
    int offset = address - base;
    int index = offset >>> 2;
    if ((offset & 1) != 0 || index >= words.length) {
      throw badStore(address, 1);
    }
    int shift = (offset & 2) << 3;
    words[index] = words[index] & ~(0xffff << shift) | (value & 0xffff) << shift;
  }

  void storeByte(int address, int value) {
    int offset = address - base;
    int index = offset >>> 2;
    if (index >= words.length) {
      throw badStore(address, 0);
    }
    int shift = (offset & 3) << 3;
    words[index] = words[index] & ~(0xff << shift) | (value & 0xff) << shift;
  }

  void storeBytes(int address, ByteBuffer bytes) {
    for (int i = 0; i < bytes.limit(); i++) {
      storeByte(address + i, bytes.get(i));
    }
  }

  byte[] loadBytes(int address, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) loadByte(address + i);
    }
    return bytes;
  }

  /** Stores the text's UTF-8 bytes and a zero. */
  void storeText(int address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    storeBytes(address, ByteBuffer.wrap(bytes));
    storeByte(address + bytes.length, 0);
  }

  private static Trap badLoad(int address, int alignmentMask) {
    boolean misaligned = (address & alignmentMask) != 0;
    return new Trap(misaligned ? Trap.Cause.LOAD_MISALIGNED : Trap.Cause.LOAD_FAULT, address);
  }

  private static Trap badStore(int address, int alignmentMask) {
    boolean misaligned = (address & alignmentMask) != 0;
    return new Trap(misaligned ? Trap.Cause.STORE_MISALIGNED : Trap.Cause.STORE_FAULT, address);
  }
}
