package dev.metajit.backend.regalloc;

/** Copies a value. */
public record Move(int value, Location from, Location to) {
  @Override
  public String toString() {
    return to + "=" + from + "(" + value + ")";
  }
}
