package dev.metajit.backend.regalloc;

/**
 * An 8-byte slot of the native frame: a spill slot from 0 up, or a transfer slot ({@code -1-i}
 * carries input or fail argument {@code i}).
 */
public record Slot(int index) implements Location {
  /** The slot in which value {@code index} goes in and out. */
  public static Slot ofTransfer(int index) {
    return new Slot(-1 - index);
  }

  @Override
  public String toString() {
    return index >= 0 ? "spill" + index : "transfer" + (-1 - index);
  }
}
