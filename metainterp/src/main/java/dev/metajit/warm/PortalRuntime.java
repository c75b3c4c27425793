package dev.metajit.warm;

import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Portal;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.PortalCode;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One portal while the program runs: its code for the tracer, and the cells of its guest locations.
 */
final class PortalRuntime {
  private static final int SLOTS = 1 << 12;

  final Portal portal;

  private final int threshold;
  private final int functionThreshold;
  private final AtomicReferenceArray<JitCell> cells = new AtomicReferenceArray<>(SLOTS);
  private PortalCode code;
  private MethodHandle resume;
  private Printer printer;
  private Predicate<GreenKey> never;

  /** Says in the user's words where a location is. */
  interface Printer {
    String print(GreenKey key);
  }

  PortalRuntime(Portal portal, JitOptions options) {
    this.portal = portal;
    this.threshold = portal.spec().intParameter(JitOption.THRESHOLD, options);
    this.functionThreshold = portal.spec().intParameter(JitOption.FUNCTION_THRESHOLD, options);
  }

  /** Arrivals at a merge point before a trace starts there. */
  int threshold(boolean entry) {
    return entry ? functionThreshold : threshold;
  }

  /** The portal's code; {@code maker} makes it when first asked. */
  synchronized PortalCode code(Function<Portal, PortalCode> maker) {
    if (code == null) {
      code = maker.apply(portal);
    }
    return code;
  }

  /**
   * The method that goes on from a state, as {@code (PortalState)Object}; null if there is none.
   */
  synchronized MethodHandle resume(Function<Portal, MethodHandle> finder) {
    if (resume == null && portal.hasResume()) {
      resume = finder.apply(portal);
    }
    return resume;
  }

  synchronized Printer printer(Function<Portal, Printer> maker) {
    if (printer == null) {
      printer = maker.apply(portal);
    }
    return printer;
  }

  /** Tells which guest functions are never inlined, as the portal's author says. */
  synchronized Predicate<GreenKey> never(Function<Portal, Predicate<GreenKey>> maker) {
    if (never == null) {
      never = maker.apply(portal);
    }
    return never;
  }

  /** The cell of the greens in a state, or null. */
  JitCell find(PortalState state, int hash) {
    for (JitCell cell = cells.get(slot(hash)); cell != null; cell = cell.next) {
      if (cell.key.hash() == hash && cell.key.matches(state)) {
        return cell;
      }
    }
    return null;
  }

  /** The cell of a location, or null. */
  JitCell find(GreenKey key) {
    for (JitCell cell = cells.get(slot(key.hash())); cell != null; cell = cell.next) {
      if (cell.key.equals(key)) {
        return cell;
      }
    }
    return null;
  }

  /** The cell of a location; a new one is hot after so many arrivals. */
  synchronized JitCell findOrAdd(GreenKey key, int arrivals) {
    JitCell found = find(key);
    if (found == null) {
      int slot = slot(key.hash());
      found = new JitCell(key, cells.get(slot), arrivals);
      cells.set(slot, found);
    }
    return found;
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 12) & SLOTS - 1;
  }
}
