package dev.metajit.demo.kestrel;

/** Holds a local variable that an inner function uses. */
final class Cell {
  Object value;

  Cell(Object value) {
    this.value = value;
  }
}
