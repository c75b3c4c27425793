package dev.metajit.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code guard_not_invalidated} asks: compiled code that depends on it is dead once it is
 * invalid.
 */
public final class InvalidationToken implements Descr {
  private volatile boolean invalid;
  private final List<Runnable> listeners = new ArrayList<>();

  public boolean isInvalid() {
    return invalid;
  }

  /** Makes it invalid, for good, and tells the listeners. */
  public void invalidate() {
    List<Runnable> told;
    synchronized (this) {
      if (invalid) {
        return;
      }
      invalid = true;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    told.forEach(Runnable::run);
  }

  /** Runs the listener when this becomes invalid, at once if it is already. */
  public void onInvalidation(Runnable listener) {
    synchronized (this) {
      if (!invalid) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  @Override
  public String text() {
    return "invalidation";
  }
}
