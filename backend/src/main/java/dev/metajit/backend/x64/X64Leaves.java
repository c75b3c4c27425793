package dev.metajit.backend.x64;

import java.lang.ref.WeakReference;

/**
 * The numbers that machine code comes back with. The table holds no code: a leave lives as long as
 * the code that names it.
 */
final class X64Leaves {
  private final X64Table<WeakReference<X64Leave>> table = new X64Table<>();

  /** The leave's number. */
  int add(X64Leave leave) {
    return table.add(new WeakReference<>(leave));
  }

  /** Gives the number another meaning. */
  void set(int number, X64Leave leave) {
    table.set(number, new WeakReference<>(leave));
  }

  X64Leave get(int number) {
    return table.get(number).get();
  }

  void remove(int number) {
    table.remove(number);
  }

  /** How many numbers are in use. */
  int count() {
    return table.count();
  }
}
