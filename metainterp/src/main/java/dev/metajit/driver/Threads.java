package dev.metajit.driver;

/** What is done with threads of our own. */
public final class Threads {
  private Threads() {}

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
