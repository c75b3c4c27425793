package dev.metajit.driver;

/** What is done with threads of our own. */
public final class Threads {
  private Threads() {}

  /**
   * A thread that does not keep the JVM alive, and does not hold the program's class loader.
   *
   * @param stackBytes the size of its stack; 0 for the JVM's own
   */
  public static Thread daemon(Runnable work, String name, long stackBytes) {
    Thread thread = new Thread(null, work, name, stackBytes);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Waits for the thread's end; an interrupt meanwhile is kept for whoever looks for it. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
