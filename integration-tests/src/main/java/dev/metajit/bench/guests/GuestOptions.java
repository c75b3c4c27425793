package dev.metajit.bench.guests;

/** System properties of the runners. */
final class GuestOptions {
  /** {@code true}: run the program with the interpreter's own compiler. */
  static final String COMPILER = "guest.compiler";

  /** {@code array}: WebAssembly memory is a byte array, not a buffer. */
  static final String MEMORY = "guest.memory";

  private GuestOptions() {}
}
