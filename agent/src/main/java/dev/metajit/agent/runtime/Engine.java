package dev.metajit.agent.runtime;

import dev.metajit.driver.ClassFiles;
import dev.metajit.driver.Hints;
import dev.metajit.driver.JitEngine;
import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Loggers;
import dev.metajit.driver.Portal;
import dev.metajit.driver.Threads;
import dev.metajit.hooks.Hooks;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * The JIT behind the hooks. It is started with the first portal, or, as the option {@code delay}
 * says, when the guest program has run for a while; what it has to know is kept until then.
 */
final class Engine {
  private static final String IMPLEMENTATION = "dev.metajit.warm.JitRuntime";

  /** So often may memory be short when it is started late. */
  private static final int MOST_SHORTAGES = 5;

  private final JitOptions options;
  private final Instrumentation instrumentation;
  private final ClassFiles classFiles;
  private final Hints hints;
  private final List<Registered> registered = new ArrayList<>();
  private final Set<Class<?>> redefined = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean hooked;
  private int shortages;
  private volatile JitEngine engine;

  /** A portal that came before the JIT. */
  private record Registered(
      Supplier<Portal> portal, byte[] original, WeakReference<ClassLoader> loader) {}

  Engine(JitOptions options, Instrumentation instrumentation, ClassFiles classFiles, Hints hints) {
    this.options = options;
    this.instrumentation = instrumentation;
    this.classFiles = classFiles;
    this.hints = hints;
  }

  /** The number of the portal, whose class is being loaded. */
  synchronized int register(Portal portal, byte[] original, ClassLoader loader)
      throws ReflectiveOperationException {
    prepare();
    if (engine != null) {
      return engine.register(portal, original, loader);
    }
    registered.add(new Registered(() -> portal, original, new WeakReference<>(loader)));
    return registered.size() - 1;
  }

  /**
   * Registers the first portal of the process before it has been looked at.
   *
   * @param portal makes it, if the JIT is to start
   * @return false if there is a portal already, or the JIT: nothing is done
   */
  synchronized boolean registerFirst(Supplier<Portal> portal, byte[] original, ClassLoader loader)
      throws ReflectiveOperationException {
    prepare();
    if (engine != null || !registered.isEmpty()) {
      return false;
    }
    registered.add(new Registered(portal, original, new WeakReference<>(loader)));
    return true;
  }

  /** The class of a portal is being loaded. */
  synchronized void expectPortal() throws ReflectiveOperationException {
    prepare();
    if (engine != null) {
      engine.expectPortal();
    }
  }

  /** A class is about to be redefined; of no interest before the first portal. */
  void redefined(Class<?> type) {
    JitEngine started = engine;
    if (started == null) {
      started = note(type);
    }
    if (started != null) {
      started.redefined(type);
    }
  }

  /** Keeps the class for the JIT; the JIT instead, if it has come meanwhile. */
  private synchronized JitEngine note(Class<?> type) {
    if (hooked && engine == null) {
      redefined.add(type);
    }
    return engine;
  }

  /** Hooks up the JIT, or what starts it later, if that is not done. */
  synchronized void prepare() throws ReflectiveOperationException {
    if (hooked) {
      return;
    }
    int delay = options.getInt(JitOption.DELAY);
    if (delay == 0) {
      engine = start();
    }
    Hooks.install(new TrustedFieldLinker());
    int threshold = options.getInt(JitOption.THRESHOLD);
    int functionThreshold = options.getInt(JitOption.FUNCTION_THRESHOLD);
    if (engine != null) {
      Hooks.install(engine.handler(), threshold, functionThreshold);
    } else {
      delayedStart(delay, threshold, functionThreshold).installWhenHot();
    }
    hooked = true;
    if (engine == null && !options.log().sections().isEmpty()) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::sayIfOver, "jit-end"));
    }
  }

  private DelayedStart delayedStart(int delay, int threshold, int functionThreshold) {
    return new DelayedStart(
        this::startLate,
        delay,
        threshold,
        functionThreshold,
        work -> Threads.daemon(work, "jit-start", 0).start(),
        System::nanoTime);
  }

  /**
   * Starts the JIT behind hooks that are there; if it cannot be, the program goes on without.
   *
   * @return false if there was no memory for it: it may be tried again
   */
  private synchronized boolean startLate() {
    try {
      JitEngine started = start();
      for (int i = 0; i < registered.size(); i++) {
        Registered one = registered.get(i);
        int number = started.register(one.portal.get(), one.original, one.loader.get());
        if (number != i) {
          throw new IllegalStateException("portal " + i + " has got the number " + number);
        }
      }
      redefined.forEach(started::redefined);
      registered.clear();
      redefined.clear();
      Hooks.countAll();
      Hooks.install(started.handler());
      engine = started;
    } catch (VirtualMachineError e) {
      shortages++;
      if (shortages < MOST_SHORTAGES) {
        return false;
      }
      giveUp(e);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError | AssertionError e) {
      giveUp(e);
    }
    return true;
  }

  private void giveUp(Throwable e) {
    Hooks.uninstall();
    registered.clear();
    Console.warn("switched off: " + e);
  }

  /** Whoever looks for what was compiled is not to wonder why there is nothing. */
  private synchronized void sayIfOver() {
    if (engine == null && !registered.isEmpty()) {
      String section = options.log().sections().iterator().next();
      Loggers.of(section)
          .info(
              "nothing was recorded: the JIT comes {} milliseconds (jit.delay) after the first hot"
                  + " loop, when some memory is free",
              options.getInt(JitOption.DELAY));
    }
  }

  private JitEngine start() throws ReflectiveOperationException {
    CompilerDirectives.add(instrumentation);
    try {
      return (JitEngine)
          Class.forName(IMPLEMENTATION)
              .getMethod("start", JitOptions.class, ClassFiles.class, Hints.class)
              .invoke(null, options, classFiles, hints);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof VirtualMachineError shortage) {
        throw shortage;
      }
      throw new ReflectiveOperationException("the JIT does not start: " + e.getCause(), e);
    }
  }
}
