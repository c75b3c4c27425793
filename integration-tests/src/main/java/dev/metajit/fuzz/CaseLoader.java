package dev.metajit.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Loads some classes anew, so that each run starts with fresh static fields; everything else comes
 * from the parent.
 */
class CaseLoader extends ClassLoader {
  private final Map<String, byte[]> made = new HashMap<>();
  private final Predicate<String> isOwn;

  /**
   * A loader.
   *
   * @param made class files that stand in no directory, by name with dots
   * @param isOwn true for the names of classes to be loaded anew
   */
  CaseLoader(Map<String, byte[]> made, Predicate<String> isOwn) {
    super("case", CaseLoader.class.getClassLoader());
    this.made.putAll(made);
    this.isOwn = isOwn;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!made.containsKey(name) && !isOwn.test(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = classFile(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] changed = transform(name, bytes);
      return defineClass(name, changed, 0, changed.length);
    }
  }

  /** The class file before any transformation, or {@code null}. */
  byte[] classFile(String name) {
    byte[] known = made.get(name);
    if (known != null) {
      return known;
    }
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  /** What is defined instead of the class file. */
  byte[] transform(String name, byte[] classFile) {
    return classFile;
  }
}
