package dev.metajit.demo.kestrel;

/** A local variable or parameter of one guest function. */
final class Variable {
  final String name;
  final FunctionScope owner;
  final int slot;

  /** True once an inner function uses it: its value then lives in a {@link Cell}. */
  boolean captured;

  Variable(String name, FunctionScope owner, int slot) {
    this.name = name;
    this.owner = owner;
    this.slot = slot;
  }
}
