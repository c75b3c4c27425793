package dev.metajit.agent.runtime;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Class files of loaded classes. A class of the application is retransformed to see what it looks
 * like after all agents; the retransformation is made to fail, so that nothing changes and no
 * compiled code is thrown away. A class of the JDK comes from the runtime image. Of portals the
 * class file before our rewriting is kept.
 */
final class CapturedClassFiles implements ClassFiles {
  private static final byte[] NO_CLASS_FILE = {0};

  private final Instrumentation instrumentation;

  /** By loader and internal name. */
  private final Map<ClassLoader, Map<String, byte[]>> originals = new WeakHashMap<>();

  CapturedClassFiles(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Keeps the class file that a portal had before it was rewritten. */
  synchronized void keep(ClassLoader loader, String internalName, byte[] original) {
    originals.computeIfAbsent(loader, l -> new HashMap<>()).put(internalName, original);
  }

  private synchronized byte[] kept(Class<?> type) {
    return originals
        .getOrDefault(type.getClassLoader(), Map.of())
        .get(type.getName().replace('.', '/'));
  }

  @Override
  public byte[] bytesOf(Class<?> type) {
    if (type.isArray() || type.isPrimitive() || type.isHidden()) {
      return null;
    }
    byte[] kept = kept(type);
    if (kept != null) {
      return kept;
    }
    ClassLoader loader = type.getClassLoader();
    boolean jdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
    byte[] captured = jdk ? null : captured(type);
    return captured != null ? captured : resource(type);
  }

  /**
   * Captures on a thread of its own, with all of its stack to use: where the application has used
   * up most of its own, transformers fail, the JVM complains, and the class is redefined.
   */
  private byte[] captured(Class<?> type) {
    if (!instrumentation.isRetransformClassesSupported()
        || !instrumentation.isModifiableClass(type)) {
      return null;
    }
    byte[][] captured = new byte[1][];
    Thread thread = new Capturer(() -> captured[0] = capture(type));
    thread.setDaemon(true);
    thread.start();
    Threads.join(thread);
    return captured[0];
  }

  /** A thread that retransforms classes only to look at them. */
  private static final class Capturer extends Thread {
    Capturer(Runnable work) {
      super(work, "jit-class-files");
    }
  }

  /** True if nothing will come of the retransformation that this thread is in. */
  static boolean isCapturing() {
    return Thread.currentThread() instanceof Capturer;
  }

  private byte[] capture(Class<?> type) {
    Capture capture = new Capture(type);
    instrumentation.addTransformer(capture, true);
    try {
      instrumentation.retransformClasses(type);
    } catch (UnmodifiableClassException | LinkageError e) {
      // The end of every capture: what it hands back is no class file.
    } finally {
      instrumentation.removeTransformer(capture);
    }
    return capture.bytes;
  }

  private static byte[] resource(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = open(type, name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  private static InputStream open(Class<?> type, String name) throws IOException {
    if (type.getModule().isNamed()) {
      InputStream in = type.getModule().getResourceAsStream(name);
      if (in != null) {
        return in;
      }
    }
    ClassLoader loader = type.getClassLoader();
    return loader == null
        ? ClassLoader.getSystemResourceAsStream(name)
        : loader.getResourceAsStream(name);
  }

  /**
   * Sees the class file of one class as it goes by on the thread that asked for it, and spoils it.
   * Another thread may be retransforming the same class: it must neither see a spoilt file nor have
   * its own spoilt.
   */
  private static final class Capture implements ClassFileTransformer {
    private final Thread thread = Thread.currentThread();
    private final Class<?> wanted;
    private volatile byte[] bytes;

    Capture(Class<?> wanted) {
      this.wanted = wanted;
    }

    @Override
    public byte[] transform(
        ClassLoader loader,
        String className,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] classFile) {
      if (redefined != wanted || Thread.currentThread() != thread) {
        return null;
      }
      bytes = classFile.clone();
      return NO_CLASS_FILE;
    }
  }
}
