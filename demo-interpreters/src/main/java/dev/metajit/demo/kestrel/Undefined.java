package dev.metajit.demo.kestrel;

/** What a global holds before its declaration has run. */
final class Undefined {
  static final Undefined VALUE = new Undefined();

  private Undefined() {}
}
