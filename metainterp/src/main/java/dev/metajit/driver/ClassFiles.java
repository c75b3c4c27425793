package dev.metajit.driver;

/** Where class files come from. */
public interface ClassFiles {
  /**
   * The class file of a loaded class: of a class of the application as other agents left it, but
   * without the rewriting of portals; of a class of the JDK from the runtime image. Safe to call
   * from any thread; not cached.
   *
   * @return the bytes, or {@code null} if there are none (hidden classes, arrays, primitives)
   */
  byte[] bytesOf(Class<?> type);
}
