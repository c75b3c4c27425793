package dev.metajit.agent.loader;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads classes out of the {@link ClassStore} and resources out of the folder {@code resources/} of
 * {@code jit.jar}; what is in neither, the JDK's platform loader. The application's classes cannot
 * be seen from here, nor these from there.
 *
 * <p>A module layer would do the same. To resolve one costs a program that is over at once more
 * than all the rest of the agent; so classes are in the loader's unnamed module, but for those that
 * call native code, which are in a {@link NativeModule}.
 */
public final class JitLoader extends ClassLoader {
  private static final String RESOURCES = "resources/";
  private static final String CLASS = ".class";

  static {
    registerAsParallelCapable();
  }

  private final ClassStore store;
  private final File file;
  private final Instrumentation instrumentation;

  private JarFile jar;
  private Module natives;

  JitLoader(ClassStore store, File file, Instrumentation instrumentation) {
    super("metajit", JitLoader.class.getClassLoader());
    this.store = store;
    this.file = file;
    this.instrumentation = instrumentation;
  }

  /**
   * A class file of the store, or {@code null}.
   *
   * @param name such as {@code java/lang/String.class}
   */
  public byte[] classFile(String name) throws IOException {
    return store.get(name);
  }

  /** True if a place, as messages name it, is in {@code jit.jar}. */
  public boolean isOwn(String place) {
    return place.startsWith(file + "!/");
  }

  /** Looks into the store first: nothing in there is called as a class of the JDK. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = define(name);
      }
      return loaded == null ? super.loadClass(name, resolve) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    throw new ClassNotFoundException(name);
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try {
      byte[] bytes = store.get(name.replace('.', '/') + CLASS);
      if (bytes == null) {
        return null;
      }
      if (isNative(name)) {
        makeNativeModule();
      }
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** True if the class belongs into the {@link NativeModule}. */
  public static boolean isNative(String className) {
    return className.startsWith("dev.metajit.backend.") || className.startsWith("com.sun.jna.");
  }

  private synchronized void makeNativeModule() throws IOException {
    if (natives == null) {
      natives = NativeModule.define(this, instrumentation);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = name.endsWith(CLASS) ? store.get(name) : null;
      if (bytes != null) {
        return new ByteArrayInputStream(bytes);
      }
      ZipEntry entry = entry(name);
      return entry == null ? super.getResourceAsStream(name) : jar().getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  /** As {@link #findResource(String)}, for classes of the {@link NativeModule}. */
  @Override
  protected URL findResource(String moduleName, String name) throws IOException {
    return findResource(name);
  }

  @Override
  protected URL findResource(String name) {
    try {
      return entry(name) == null ? null : new URL("jar:" + file.toURI() + "!/" + RESOURCES + name);
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(name, e);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return Collections.enumeration(found == null ? List.of() : List.of(found));
  }

  private ZipEntry entry(String name) throws IOException {
    return jar().getEntry(RESOURCES + name);
  }

  private synchronized JarFile jar() throws IOException {
    if (jar == null) {
      jar = new JarFile(file, false);
    }
    return jar;
  }
}
