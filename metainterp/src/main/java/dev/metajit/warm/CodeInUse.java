package dev.metajit.warm;

import dev.metajit.hooks.Hooks;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.warm.Statistics.Counter;
import java.util.function.LongSupplier;

/**
 * Puts code of locations into use and takes it out again. Where there is code, the hook's counter,
 * which all locations with the same hash share, is held at zero, so that every arrival is told of.
 */
final class CodeInUse {
  private static final int SLOTS = 1 << 14;

  private final Cells cells;
  private final JitLog log;
  private final Statistics statistics;
  private final LongSupplier clock;

  /** How many locations with code hang on a counter; read without a lock, as a hint. */
  private final int[] held = new int[SLOTS];

  CodeInUse(Cells cells, JitLog log, Statistics statistics, LongSupplier clock) {
    this.clock = clock;
    this.cells = cells;
    this.log = log;
    this.statistics = statistics;
  }

  /**
   * There is code at a location.
   *
   * @param isNew false if there was before, and it has got a bridge
   */
  void compiled(JitCell cell, boolean isNew) {
    if (cell.isVariant()) {
      return; // nobody arrives there
    }
    GreenKey key = cell.key;
    synchronized (this) {
      held[slot(key.hash())] += cell.takeSlot() ? 1 : 0;
    }
    Hooks.setCounter(key.hash(), true, 0);
    Hooks.setCounter(key.hash(), false, 0);
    PortalRuntime portal = cells.portal(key.portal());
    note(portal, isNew && portal.compiled(cell));
  }

  /**
   * The code of a location does not pay: it is taken out of use, for some time or for good.
   *
   * @param left the location to whose code the guard belongs that it was left by. If that is
   *     another one, and nothing new will go on there, the first is traced again as if it were new.
   */
  void retire(JitCell cell, JitCell left) {
    PortalRuntime portal = cells.portal(cell.key.portal());
    int threshold = portal.threshold(false);
    boolean isLost = left != cell && (left.fansOut || left.entry == null);
    if (isLost && cell.forgive(threshold)) {
      leaveSlot(cell);
      log.retired(cell.key, threshold);
      return;
    }
    int wait = cell.retire(threshold, clock.getAsLong());
    if (wait < 0) {
      return;
    }
    leaveSlot(cell);
    statistics.count(Counter.RETIRED);
    log.retired(cell.key, wait);
    note(portal, portal.retired());
  }

  /**
   * The code of a location is left by a promoted variable that has too many values. What went on
   * there had no chance to be of use, which will be another matter without that.
   */
  void fansOut(JitCell cell) {
    cell.fansOut = true;
    PortalRuntime portal = cells.portal(cell.key.portal());
    note(portal, portal.fansOut());
  }

  /**
   * The code of a location, or of a variant of the function there, is made of classes that are
   * others by now: it is traced again.
   */
  void invalidate(JitCell part) {
    JitCell cell = part.origin();
    if (cell.invalidate(cells.portal(cell.key.portal()).threshold(false))) {
      leaveSlot(cell);
    }
  }

  /** The code of a location was dropped: nobody has entered it for long. */
  void aged(JitCell cell) {
    leaveSlot(cell);
    statistics.count(Counter.AGED);
    log.aged(cell.key);
  }

  private synchronized void leaveSlot(JitCell cell) {
    held[slot(cell.key.hash())] -= cell.leaveSlot() ? 1 : 0;
  }

  private void note(PortalRuntime portal, boolean changed) {
    if (changed) {
      log.threshold(portal.portal, portal.threshold(false));
    }
  }

  /** True if the hook's counter with this hash is held at zero. */
  boolean isHeld(int hash) {
    return held[slot(hash)] > 0;
  }

  /**
   * Sets how many arrivals the hook lets pass before it tells of this location again; no more than
   * its portal's threshold, and none where the counter is held.
   */
  void pause(PortalRuntime portal, JitCell cell, int hash, boolean entry) {
    int more = portal.more(entry);
    Hooks.setCounter(
        hash, entry, isHeld(hash) ? 0 : cell.pause(portal.threshold(entry), entry, more));
  }

  private static int slot(int hash) {
    return hash & SLOTS - 1;
  }
}
