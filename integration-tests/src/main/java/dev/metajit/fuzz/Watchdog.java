package dev.metajit.fuzz;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Notices a case that does not end: compiled code that loops for ever cannot be stopped, so that is
 * the end of the run.
 */
final class Watchdog {
  private final Thread watched = Thread.currentThread();
  private final long limitNanos;
  private final BiConsumer<String, String> onHang;
  private Supplier<String> current;
  private long start;

  /**
   * Watches the thread that calls this.
   *
   * @param limitSeconds how long a case may take
   * @param onHang takes the case and the stack of the hung thread; called once, from another thread
   */
  Watchdog(int limitSeconds, BiConsumer<String, String> onHang) {
    this.limitNanos = limitSeconds * 1_000_000_000L;
    this.onHang = onHang;
  }

  /** Starts the watch. */
  void start() {
    Thread thread = new Thread(this::watch, "watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  /** A case begins. */
  synchronized void begin(Supplier<String> description) {
    current = description;
    start = System.nanoTime();
  }

  /** The case has ended. */
  synchronized void end() {
    current = null;
  }

  private synchronized Supplier<String> hung() {
    return current != null && System.nanoTime() - start > limitNanos ? current : null;
  }

  private void watch() {
    Supplier<String> hung = null;
    while (hung == null) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        return;
      }
      hung = hung();
    }
    onHang.accept(hung.get(), stack());
  }

  private String stack() {
    StringBuilder text = new StringBuilder();
    Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
    for (StackTraceElement element : all.getOrDefault(watched, new StackTraceElement[0])) {
      text.append("  at ").append(element).append('\n');
    }
    return text.toString();
  }
}
