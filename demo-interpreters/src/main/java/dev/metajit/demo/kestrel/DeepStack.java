package dev.metajit.demo.kestrel;

/** Runs code on a thread whose stack has room for {@link Interpreter#DEEPEST_CALL} guest calls. */
final class DeepStack {
  private static final long STACK_BYTES = 512L << 20;

  private DeepStack() {}

  /** Runs the task to its end. An exception that leaves it goes to the thread's handler. */
  static void run(Runnable task) throws InterruptedException {
    Thread thread = new Thread(null, task, "kestrel", STACK_BYTES);
    thread.start();
    thread.join();
  }
}
