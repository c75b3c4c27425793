package dev.metajit.warm;

import dev.metajit.driver.JitOption;
import dev.metajit.driver.JitOptions;
import dev.metajit.driver.Portal;
import dev.metajit.hooks.PortalState;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.PortalCode;
import dev.metajit.metainterp.TracingLimits;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One portal while the program runs: its code for the tracer, and the cells of its guest locations.
 * What refers to the portal's class is held by that class alone, so that both go together once
 * nobody else uses the class.
 */
final class PortalRuntime {
  private static final int SLOTS = 1 << 12;

  /** Code goes so many times earlier when memory is short. */
  private static final int HASTE = 16;

  /** No more new cells come between two times that idle ones are dropped. */
  private static final int BETWEEN_SWEEPS = 64;

  private static final ClassValue<Map<PortalRuntime, Held>> HELD =
      new ClassValue<>() {
        @Override
        protected Map<PortalRuntime, Held> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  final Portal portal;

  /** What holds for recordings that start in this portal. */
  final TracingLimits limits;

  /** What holds for trees that start in this portal. */
  final Growth growth;

  /** Failures of a guard before a bridge is recorded from it. */
  final int eagerness;

  private final int longevity;
  private final Consumer<JitCell> dropped;
  private int added;

  /** How many locations have got code. */
  private int generation;

  private final HeapPressure pressure;

  private final int threshold;
  private final int functionThreshold;
  private final Harvest harvest = new Harvest();
  private final Supplier<Class<?>> owner;
  private volatile Reference<Held> held = new WeakReference<>(null);

  /** What refers to the portal's class. */
  private static final class Held {
    private final AtomicReferenceArray<JitCell> cells = new AtomicReferenceArray<>(SLOTS);
    private PortalCode code;
    private MethodHandle resume;
    private Printer printer;
    private Predicate<GreenKey> never;
  }

  /**
   * The limits of one tree.
   *
   * @param bridges how many there may be before they end where others have passed
   * @param inlined how many operations of one guest function they may record before it is called
   * @param ways how many more ways into its loop there may be
   * @param variants how many variants of a guest function there may be
   */
  record Growth(int bridges, int inlined, int ways, int variants) {}

  /** Says in the user's words where a location is. */
  interface Printer {
    String print(GreenKey key);
  }

  /**
   * @param owner finds the portal's class, once it is loaded
   * @param pressure says when memory is short
   * @param dropped told of cells whose code was dropped since nobody had entered it for long
   */
  PortalRuntime(
      Portal portal,
      JitOptions options,
      Supplier<Class<?>> owner,
      HeapPressure pressure,
      Consumer<JitCell> dropped) {
    this.owner = owner;
    this.pressure = pressure;
    this.dropped = dropped;
    this.longevity = portal.spec().intParameter(JitOption.LOOP_LONGEVITY, options);
    this.portal = portal;
    this.threshold = portal.spec().intParameter(JitOption.THRESHOLD, options);
    this.functionThreshold = portal.spec().intParameter(JitOption.FUNCTION_THRESHOLD, options);
    this.eagerness = portal.spec().intParameter(JitOption.TRACE_EAGERNESS, options);
    this.limits =
        new TracingLimits(
            portal.spec().intParameter(JitOption.TRACE_LIMIT, options),
            portal.spec().intParameter(JitOption.MAX_UNROLL_RECURSION, options),
            portal.spec().booleanParameter(JitOption.INLINING, options));
    this.growth =
        new Growth(
            portal.spec().intParameter(JitOption.JOIN_BRIDGES, options),
            portal.spec().intParameter(JitOption.INLINE_LIMIT, options),
            portal.spec().intParameter(JitOption.RETRACE_LIMIT, options),
            portal.spec().intParameter(JitOption.FUNCTION_VARIANTS, options));
  }

  private Held held() {
    Held known = held.get();
    return known != null ? known : hold();
  }

  private synchronized Held hold() {
    Held made = HELD.get(ownerOrSelf()).computeIfAbsent(this, key -> new Held());
    held = new WeakReference<>(made);
    return made;
  }

  /** A class that its loader does not find by name is never unloaded. */
  private Class<?> ownerOrSelf() {
    try {
      return owner.get();
    } catch (IllegalArgumentException e) {
      return PortalRuntime.class;
    }
  }

  /** Arrivals at a merge point before a trace starts there. */
  int threshold(boolean entry) {
    return harvest.hotter(entry ? functionThreshold : threshold);
  }

  /** How many more arrivals it takes where a function is entered than where a loop comes round. */
  int more(boolean entry) {
    return threshold(entry) - threshold(false);
  }

  /** Code was taken out of use; true if thresholds are others from now on. */
  boolean retired() {
    return harvest.retired();
  }

  /** What was compiled so far had no chance; true if thresholds are others from now on. */
  boolean fansOut() {
    return harvest.forget();
  }

  /** A location has got code; true if thresholds are others from now on. */
  boolean compiled(JitCell cell) {
    synchronized (this) {
      generation++;
    }
    return harvest.add(cell.payoff);
  }

  /** The portal's code; {@code maker} makes it when first asked. */
  synchronized PortalCode code(Function<Portal, PortalCode> maker) {
    Held here = held();
    if (here.code == null) {
      here.code = maker.apply(portal);
    }
    return here.code;
  }

  /**
   * The method that goes on from a state, as {@code (PortalState)Object}; null if there is none.
   */
  synchronized MethodHandle resume(Function<Portal, MethodHandle> finder) {
    Held here = held();
    if (here.resume == null && portal.hasResume()) {
      here.resume = finder.apply(portal);
    }
    return here.resume;
  }

  synchronized Printer printer(Function<Portal, Printer> maker) {
    Held here = held();
    if (here.printer == null) {
      here.printer = maker.apply(portal);
    }
    return here.printer;
  }

  /** Tells which guest functions are never inlined, as the portal's author says. */
  synchronized Predicate<GreenKey> never(Function<Portal, Predicate<GreenKey>> maker) {
    Held here = held();
    if (here.never == null) {
      here.never = maker.apply(portal);
    }
    return here.never;
  }

  /** The cell of the greens in a state, or null. */
  JitCell find(PortalState state, int hash) {
    for (JitCell cell = held().cells.get(slot(hash)); cell != null; cell = cell.next) {
      if (cell.key.hash() == hash && cell.key.matches(state)) {
        return cell;
      }
    }
    return null;
  }

  /** The cell of a location, or null. */
  JitCell find(GreenKey key) {
    for (JitCell cell = held().cells.get(slot(key.hash())); cell != null; cell = cell.next) {
      if (cell.key.equals(key)) {
        return cell;
      }
    }
    return null;
  }

  /** The cell of a location; a new one is hot after so many arrivals of loops. */
  synchronized JitCell findOrAdd(GreenKey key, int arrivals) {
    JitCell found = find(key);
    if (found == null) {
      int slot = slot(key.hash());
      AtomicReferenceArray<JitCell> cells = held().cells;
      found = new JitCell(key, cells.get(slot), arrivals);
      cells.set(slot, found);
      if (++added % Math.max(1, Math.min(BETWEEN_SWEEPS, longevity)) == 0) {
        forgetIdle(cells, pressure.isHigh() ? longevity / HASTE : longevity);
      }
    }
    return found;
  }

  /** Drops code that nobody has entered while a part of its longevity has passed. */
  synchronized void dropOldCode() {
    forgetIdle(held().cells, longevity / HASTE);
  }

  /** Drops cells that nobody has come to for so long as their worth. */
  private void forgetIdle(AtomicReferenceArray<JitCell> cells, int longevityNow) {
    for (int i = 0; i < SLOTS; i++) {
      JitCell before = null;
      for (JitCell cell = cells.get(i); cell != null; cell = cell.next) {
        if (!forget(cell, longevityNow)) {
          before = cell;
        } else if (before == null) {
          cells.set(i, cell.next);
        } else {
          before.next = cell.next;
        }
      }
    }
  }

  private boolean forget(JitCell cell, int longevityNow) {
    boolean hadCode = cell.entry != null;
    boolean forgotten = cell.forget(generation, longevityNow);
    if (hadCode && cell.entry == null) {
      dropped.accept(cell);
    }
    return forgotten;
  }

  /** Does something with the cells of all locations. */
  void forEach(Consumer<JitCell> action) {
    Held known = held.get();
    for (int i = 0; known != null && i < SLOTS; i++) {
      for (JitCell cell = known.cells.get(i); cell != null; cell = cell.next) {
        action.accept(cell);
      }
    }
  }

  private static int slot(int hash) {
    return (hash ^ hash >>> 12) & SLOTS - 1;
  }
}
