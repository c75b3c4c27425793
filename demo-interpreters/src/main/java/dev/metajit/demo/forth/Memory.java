package dev.metajit.demo.forth;

import java.nio.charset.StandardCharsets;

/**
 * The data space: byte addresses from 0, kept in 64-bit cells. Cells are accessed at multiples of 8
 * only. An address outside raises {@link ArrayIndexOutOfBoundsException}, one that is not aligned a
 * {@link ForthException}.
 */
final class Memory {
  static final int CELL_BYTES = 8;
  private static final int CELLS = 1 << 18;

  private final long[] cells = new long[CELLS];

  /** The first free address. */
  private long here = CELL_BYTES;

  long here() {
    return here;
  }

  /** Reserves (or, if negative, gives back) this number of bytes. */
  void allot(long bytes) {
    if (bytes > (long) CELLS * CELL_BYTES - here || here + bytes < 0) {
      throw new ForthException("data space is full");
    }
    here += bytes;
  }

  /** Moves the first free address up to a cell boundary. */
  void align() {
    here = aligned(here);
  }

  static long aligned(long address) {
    return (address + CELL_BYTES - 1) & -CELL_BYTES;
  }

  long fetch(long address) {
    return cells[cellIndex(address)];
  }

  void store(long address, long value) {
    cells[cellIndex(address)] = value;
  }

  double fetchFloat(long address) {
    return Double.longBitsToDouble(fetch(address));
  }

  void storeFloat(long address, double value) {
    store(address, Double.doubleToRawLongBits(value));
  }

  /** Returns the byte at this address, 0 to 255. */
  int fetchByte(long address) {
    return (int) (cells[byteIndex(address)] >>> shift(address)) & 0xff;
  }

  void storeByte(long address, long value) {
    int index = byteIndex(address);
    int shift = shift(address);
    cells[index] = cells[index] & ~(0xffL << shift) | (value & 0xff) << shift;
  }

  /** Puts the text's UTF-8 bytes at the end of the data space and returns their address. */
  long append(byte[] text) {
    long address = here;
    allot(text.length);
    for (int i = 0; i < text.length; i++) {
      storeByte(address + i, text[i]);
    }
    return address;
  }

  void fill(long address, long count, long value) {
    for (long i = 0; i < count; i++) {
      storeByte(address + i, value);
    }
  }

  /** Copies bytes; the areas may overlap. */
  void move(long source, long target, long count) {
    boolean upwards = target <= source;
    for (long i = 0; i < count; i++) {
      long offset = upwards ? i : count - 1 - i;
      storeByte(target + offset, fetchByte(source + offset));
    }
  }

  String text(long address, long count) {
    byte[] bytes = new byte[Math.toIntExact(Math.max(count, 0))];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) fetchByte(address + i);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int cellIndex(long address) {
    if ((address & (CELL_BYTES - 1)) != 0) {
      throw new ForthException("address " + address + " is not aligned");
    }
    return byteIndex(address);
  }

  private static int byteIndex(long address) {
    return address >= 0 && address < (long) CELLS * CELL_BYTES ? (int) (address >> 3) : -1;
  }

  private static int shift(long address) {
    return ((int) address & (CELL_BYTES - 1)) * Byte.SIZE;
  }
}
