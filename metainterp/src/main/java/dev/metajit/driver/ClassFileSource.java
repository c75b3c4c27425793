package dev.metajit.driver;

/** Class files by name, without loading a class. */
@FunctionalInterface
public interface ClassFileSource {
  /**
   * The class file of a class that need not be loaded.
   *
   * @param internalName such as {@code java/lang/String}
   * @return the bytes, or {@code null} if they cannot be found
   */
  byte[] find(String internalName);
}
