package dev.metajit.warm;

import dev.metajit.driver.StackRoom;
import dev.metajit.driver.Threads;
import java.util.function.Consumer;

/**
 * What is done before the first recording, on a thread of its own: it has a whole stack, and most
 * of it is done beside the program.
 */
final class Preparation implements Runnable {
  private final Rehearsal rehearsal;
  private final Consumer<Throwable> failure;
  private volatile Thread thread;
  private volatile boolean done;

  /**
   * @param rehearsal null if recordings wait for the preparation rather than rehearse
   * @param failure told of what goes wrong
   */
  Preparation(Rehearsal rehearsal, Consumer<Throwable> failure) {
    this.rehearsal = rehearsal;
    this.failure = failure;
  }

  /** Begins, if it has not; a thread that has no stack left leaves that to the next who asks. */
  synchronized void begin() {
    if (thread == null && StackRoom.isEnough()) {
      Thread made = Threads.daemon(this, "jit-preparation", 0);
      made.start();
      thread = made;
    }
  }

  @Override
  public void run() {
    try {
      if (rehearsal != null) {
        rehearsal.run();
        done = true;
      }
      StaticInitializers.run();
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      failure.accept(e);
    } finally {
      done = true;
    }
  }

  /** Whether recordings may start; without a rehearsal it is waited for. */
  boolean isDone() {
    if (!done && thread == null) {
      begin();
    }
    Thread begun = thread;
    if (!done && rehearsal == null && begun != null && StackRoom.isEnough()) {
      Threads.join(begun);
    }
    return done;
  }
}
