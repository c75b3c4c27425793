package dev.metajit.backend.x64;

/**
 * The 64 bits that stand for a reference in machine code. 0 is null; a small positive number is one
 * of the references that Java came in with (slot plus 1 in {@code Frame.refs}); a negative one is a
 * constant. Code that only hands references around needs no more. With heap access a reference may
 * also be the object's address, which is above all small numbers.
 */
final class X64Reference {
  /** The null reference. */
  static final long NULL = 0;

  /** Addresses are not below this. */
  static final int FIRST_ADDRESS = 0x10000;

  /**
   * One more than the slots there are: a reference that machine code left in export {@code n} has
   * this added.
   */
  static final int FIRST_EXPORT = 0x8000;

  private X64Reference() {}

  static long ofSlot(int slot) {
    return slot + 1L;
  }

  static long ofConstant(int number) {
    return -1L - number;
  }

  static boolean isConstant(long bits) {
    return bits < 0;
  }

  static int constant(long bits) {
    return (int) (-1 - bits);
  }

  static boolean isExport(long bits) {
    return bits >= FIRST_EXPORT;
  }

  static int export(long bits) {
    return (int) bits - FIRST_EXPORT;
  }

  static int slot(long bits) {
    return (int) bits - 1;
  }
}
