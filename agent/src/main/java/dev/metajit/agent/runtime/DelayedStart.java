package dev.metajit.agent.runtime;

import dev.metajit.driver.StackRoom;
import dev.metajit.hooks.Hooks;
import dev.metajit.hooks.PortalState;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Stands behind the hooks until a guest program has run for some time; then the JIT is brought up,
 * on a thread of its own. Bringing it up, recording and compiling, and HotSpot's compiling all that
 * in turn, take one to two seconds of two processors: a program that is over by then is not to pay
 * for it.
 */
final class DelayedStart extends Hooks.Handler implements Runnable {
  /** Memory that has to be free: a class that cannot be loaded for want of it is lost for good. */
  private static final long ROOM_BYTES = 8 << 20;

  /** The same, where the whole heap is not much larger. */
  private static final int PART_OF_HEAP = 8;

  private final BooleanSupplier start;
  private final long delayNanos;
  private final int threshold;
  private final int functionThreshold;
  private final Executor background;
  private final LongSupplier clock;
  private boolean begun;

  /** When the first location was hot; null before. */
  private volatile Long since;

  /**
   * @param start brings the JIT up; false if it is to be tried again, as much later
   * @param delayMillis how long the guest program has to have run, from its first hot location on
   * @param threshold arrivals at a loop before this is asked again
   * @param functionThreshold entries of a function before this is asked again
   * @param background makes threads
   * @param clock nanoseconds
   */
  DelayedStart(
      BooleanSupplier start,
      int delayMillis,
      int threshold,
      int functionThreshold,
      Executor background,
      LongSupplier clock) {
    this.start = start;
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    this.threshold = threshold;
    this.functionThreshold = functionThreshold;
    this.background = background;
    this.clock = clock;
  }

  /** Has this stand behind the hooks once a location is hot. */
  void installWhenHot() {
    since = null;
    Hooks.installWhenHot(this, threshold, functionThreshold);
  }

  /** Called when the first location is hot. */
  @Override
  public void run() {
    try {
      if (hasRoom()) {
        since = clock.getAsLong();
        background.execute(this::install);
        return;
      }
    } catch (VirtualMachineError e) {
      // as below
    }
    installWhenHot();
  }

  private void install() {
    try {
      Hooks.install(this);
    } catch (VirtualMachineError e) {
      installWhenHot();
    }
  }

  @Override
  protected int enter(PortalState state, int hash, boolean entry) {
    Hooks.setCounter(hash, entry, entry ? functionThreshold : threshold);
    try {
      if (isOver() && hasRoom() && mayBegin()) {
        begin();
      }
    } catch (VirtualMachineError e) {
      // neither memory nor stack: whoever comes next will see
    }
    return unchanged();
  }

  private boolean isOver() {
    long now = clock.getAsLong();
    Long first = since;
    if (first == null) {
      since = now;
      return false;
    }
    return now - first >= delayNanos;
  }

  private static boolean hasRoom() {
    Runtime runtime = Runtime.getRuntime();
    long most = runtime.maxMemory();
    long free = most - runtime.totalMemory() + runtime.freeMemory();
    return free >= Math.min(ROOM_BYTES, most / PART_OF_HEAP) && StackRoom.isEnough();
  }

  /** True for one who asks, until that comes to nothing. */
  private synchronized boolean mayBegin() {
    boolean may = !begun;
    begun = true;
    return may;
  }

  private synchronized void mayBeginAgain() {
    begun = false;
  }

  private void begin() {
    boolean started = false;
    try {
      background.execute(this::start);
      started = true;
    } finally {
      if (!started) {
        mayBeginAgain();
      }
    }
  }

  private void start() {
    if (!start.getAsBoolean()) {
      since = null;
      mayBeginAgain();
    }
  }
}
