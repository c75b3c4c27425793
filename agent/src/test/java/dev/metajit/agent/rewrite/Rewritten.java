package dev.metajit.agent.rewrite;

import dev.metajit.driver.ClassFileSource;
import dev.metajit.driver.DriverAnnotations;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.MethodCode;
import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalAnalysis;
import dev.metajit.hooks.PortalState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/** A class with a rewritten portal, loaded beside the original and verified. */
final class Rewritten {
  static final int NUMBER = 5;

  final Portal portal;
  final byte[] classFile;
  private final Class<?> type;

  private Rewritten(Portal portal, byte[] classFile, Class<?> type) {
    this.portal = portal;
    this.classFile = classFile;
    this.type = type;
  }

  static final ClassFileSource SOURCE =
      name -> {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
          return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };

  /** Rewrites the annotated portal of a class. */
  static Rewritten of(Class<?> sample) {
    byte[] original = SOURCE.find(sample.getName().replace('.', '/'));
    return of(original, DriverAnnotations.read(MethodCode.read(original)).get(0), true);
  }

  static Rewritten of(byte[] original, DriverSpec spec, boolean mayAddMethods) {
    Portal found = PortalAnalysis.analyze(spec, original, SOURCE);
    PortalRewriter rewriter = new PortalRewriter(original, mayAddMethods);
    Portal portal = rewriter.planned(found).numbered(NUMBER);
    byte[] classFile = rewriter.rewrite(portal, original);
    Loader loader = new Loader();
    String outer = spec.portalClass().split("\\$")[0];
    loader.replaced.put(spec.portalClass().replace('/', '.'), classFile);
    loader.own = outer.replace('/', '.');
    try {
      return new Rewritten(
          portal, classFile, Class.forName(spec.portalClass().replace('/', '.'), true, loader));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Calls {@code run(int)}. */
  Object run(int n) throws Throwable {
    Method run = type.getDeclaredMethod("run", int.class);
    run.setAccessible(true);
    try {
      return run.invoke(null, n);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Calls the resume method. */
  Object resume(PortalState state) throws Throwable {
    Method resume = type.getDeclaredMethod(portal.resumeMethod(), PortalState.class);
    resume.setAccessible(true);
    return MethodHandles.lookup().unreflect(resume).invoke(state);
  }

  Class<?> type() {
    return type;
  }

  /** Loads the sample and its neighbours anew, all else from the tests' loader. */
  private static final class Loader extends ClassLoader {
    final Map<String, byte[]> replaced = new HashMap<>();
    String own;

    Loader() {
      super(Rewritten.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(own) && !name.equals(HiddenState.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = replaced.get(name);
      if (bytes == null) {
        bytes = SOURCE.find(name.replace('.', '/'));
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
