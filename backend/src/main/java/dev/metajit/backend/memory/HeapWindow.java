package dev.metajit.backend.memory;

import jdk.internal.misc.Unsafe;

/**
 * How machine code and Java exchange references on one thread. In: {@link #open} shows an {@code
 * Object[]} to machine code, which finds it by way of {@link #ROOT}. Out: machine code writes a
 * reference into an empty global reference (a root that the collector knows and keeps up to date),
 * and {@link #take} reads and empties it.
 */
public final class HeapWindow {
  /**
   * Header word: the address of a global reference to an {@code Object[1]}, which holds the shown
   * array.
   */
  public static final int ROOT = 0;

  /** The first of the header words that hold the addresses of the empty global references. */
  public static final int EXPORTS = 1;

  /** How many references can leave at once. */
  public static final int EXPORT_COUNT = 128;

  private static final long TAG_MASK = 3;
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final Object[] holder = new Object[1];
  private final GlobalReference root = new GlobalReference(holder);
  private final GlobalReference[] exports = new GlobalReference[EXPORT_COUNT];

  private HeapWindow() {}

  static HeapWindow create(NativeFrame frame) {
    HeapWindow window = new HeapWindow();
    frame.setHeader(ROOT, window.root.address());
    for (int i = 0; i < EXPORT_COUNT; i++) {
      window.exports[i] = new GlobalReference(window.holder);
      UNSAFE.putLong(window.exports[i].address(), 0);
      frame.setHeader(EXPORTS + i, window.exports[i].address());
    }
    return window;
  }

  /** Shows these references to machine code, until the next call; null to show nothing. */
  public void open(Object[] references) {
    holder[0] = references;
  }

  /** The reference that machine code left in the export, which is empty then. */
  public Object take(int export) {
    GlobalReference reference = exports[export];
    Object object = NativeEntry.resolve(reference.handle());
    UNSAFE.putLong(reference.address(), 0);
    return object;
  }

  void release() {
    root.release();
    for (GlobalReference export : exports) {
      export.release();
    }
  }

  /** Where a JNI handle keeps its object's address. */
  static long address(long handle) {
    return handle & ~TAG_MASK;
  }
}
