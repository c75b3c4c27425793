package dev.metajit.driver;

import dev.metajit.hooks.Hooks;

/**
 * What the agent knows of the JIT. The agent finds the implementation by name, {@code
 * dev.metajit.warm.JitRuntime}, and calls its {@code public static JitEngine start(JitOptions,
 * ClassFiles, Hints)} when the first portal is rewritten.
 */
public interface JitEngine {
  /** A portal is about to come: begins what can be done beside the program until then. */
  void expectPortal();

  /**
   * Makes a portal known. Called while the portal's class is being loaded, so it must not load that
   * class, and must be quick.
   *
   * @param portal the portal; its number is still -1
   * @param originalClassFile the class file before rewriting
   * @param loader the class's defining loader; {@code null} for the bootstrap loader
   * @return the number that the portal's hook will put into every state
   */
  int register(Portal portal, byte[] originalClassFile, ClassLoader loader);

  /**
   * Another agent is about to give a class other code. Called before it has, by the thread that
   * redefines it; it may not come about.
   */
  void redefined(Class<?> type);

  /** What the agent installs in {@link Hooks}. */
  Hooks.Handler handler();

  /**
   * The counters to start with are the options of these names; an engine that wants others says so
   * here.
   */
  default int threshold(JitOptions options) {
    return options.getInt(JitOption.THRESHOLD);
  }
}
