package dev.metajit.agent.runtime;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitEngine;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Portal;
import dev.metajit.hooks.Hooks;
import java.lang.reflect.InvocationTargetException;

/** The JIT behind the hooks, started with the first portal. */
final class Engine {
  private static final String IMPLEMENTATION = "dev.metajit.warm.JitRuntime";

  private final JitOptions options;
  private final ClassFiles classFiles;
  private final Hints hints;
  private volatile JitEngine engine;

  Engine(JitOptions options, ClassFiles classFiles, Hints hints) {
    this.options = options;
    this.classFiles = classFiles;
    this.hints = hints;
  }

  synchronized int register(Portal portal, byte[] original, ClassLoader loader)
      throws ReflectiveOperationException {
    prepare();
    return engine.register(portal, original, loader);
  }

  /** The class of a portal is being loaded. */
  synchronized void expectPortal() throws ReflectiveOperationException {
    prepare();
    engine.expectPortal();
  }

  /** A class is about to be redefined; of no interest if there is no JIT yet. */
  void redefined(Class<?> type) {
    JitEngine started = engine;
    if (started != null) {
      started.redefined(type);
    }
  }

  /** Starts it if nobody has. */
  synchronized void prepare() throws ReflectiveOperationException {
    if (engine == null) {
      engine = start();
      Hooks.install(new TrustedFieldLinker());
      Hooks.install(
          engine.handler(),
          options.getInt(JitOption.THRESHOLD),
          options.getInt(JitOption.FUNCTION_THRESHOLD));
    }
  }

  private JitEngine start() throws ReflectiveOperationException {
    try {
      return (JitEngine)
          Class.forName(IMPLEMENTATION)
              .getMethod("start", JitOptions.class, ClassFiles.class, Hints.class)
              .invoke(null, options, classFiles, hints);
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException("the JIT does not start: " + e.getCause(), e);
    }
  }
}
