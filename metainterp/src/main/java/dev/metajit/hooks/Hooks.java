package dev.metajit.hooks;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The hook at the merge point. A rewritten portal contains, in words:
 *
 * <pre>{@code
 * int last = Integer.MAX_VALUE;                     // at the start of the method
 * ...
 * mergePoint:
 *   if (pc <= last) {                               // a back-edge of the guest, or the portal's entry
 *     if (Hooks.skip > 0) {                         // few arrivals are counted before the JIT is there
 *       Hooks.skip--;
 *     } else {
 *       int hash = Hooks.mix(Hooks.mix(portalNumber, pc), code);
 *       if (Hooks.reached(hash, last)) {
 *         PortalState state = new PortalState(portalNumber, n);
 *         ... store greens and reds ...
 *         switch (Hooks.enter(state, hash, last)) {
 *           case CONTINUE: ... load local greens and reds; last = Integer.MIN_VALUE; goto mergePoint
 *           case RETURN: goto out of every try range: return state.result
 *           case THROW: goto out of every try range: throw state.thrown
 *         }
 *       }
 *     }
 *   }
 *   last = pc;
 * }</pre>
 *
 * <p>A portal that HotSpot does not compile, and that cannot read {@code pc} in one instruction,
 * counts {@link #passes} down before it does, and does without {@code skip}.
 *
 * <p>What stands behind {@code else} is at the end of the method, outside every try range. A portal
 * that calls {@code Jit.canEnterJit()} counts the arrivals that were announced so, and one without
 * an int green every arrival; {@code last} is then {@link #ENTRY}, {@link #ANNOUNCED} or {@link
 * #IDLE}.
 */
public final class Hooks {
  /** Answer of {@link #enter}: go on as if nothing had been. */
  public static final int NOTHING = 0;

  /** Answer of {@link #enter}: load greens and reds from the state and go on at the merge point. */
  public static final int CONTINUE = 1;

  /** Answer of {@link #enter}: return the state's result from the portal. */
  public static final int RETURN = 2;

  /** Answer of {@link #enter}: throw the state's throwable out of the portal. */
  public static final int THROW = 3;

  /**
   * The value of {@code last} before the first arrival at the merge point in an activation of the
   * portal.
   */
  public static final int ENTRY = Integer.MAX_VALUE;

  /** The value of {@code last} at an arrival that {@code Jit.canEnterJit()} announced. */
  public static final int ANNOUNCED = 0;

  /**
   * The value of {@code last} after an arrival at a merge point whose back-edges are not told by an
   * int green.
   */
  public static final int IDLE = -1;

  /** What stands behind the hook; the JIT's warm state implements it. */
  public abstract static class Handler {
    /** Not exact: threads may come at the same time. */
    private int unchanged;

    /**
     * Called when a counter has run out.
     *
     * @param state greens and reds; changed in place
     * @param hash the hash that {@link #mix} made of the greens
     * @param entry true if this is the first arrival in this activation of the portal
     * @return one of {@link #NOTHING}, {@link #CONTINUE}, {@link #RETURN}, {@link #THROW}
     */
    protected abstract int enter(PortalState state, int hash, boolean entry);

    /**
     * The answer where nothing is to happen and the state is as it was: {@link #NOTHING} and {@link
     * #CONTINUE} in turn, which mean the same then. HotSpot is to see both ways taken before it
     * compiles the portal. From a way that it has seen nobody take it would go back to its
     * interpreter, for the second or so that it needs for a large method, just when the JIT comes.
     */
    protected final int unchanged() {
      return (unchanged++ & 1) == 0 ? CONTINUE : NOTHING;
    }
  }

  /** Does nothing. */
  private static final class Idle extends Handler {
    @Override
    protected int enter(PortalState state, int hash, boolean entry) {
      return NOTHING;
    }
  }

  /** Makes readers of fields that a portal's own code may not read. */
  public abstract static class FieldLinker {
    /**
     * A reader of an instance field.
     *
     * @param loader defining loader of the portal's class
     * @param owner name of the class that declares the field, with dots
     * @param field name of the field
     * @param descriptor descriptor of the field
     * @return takes the object, returns the value
     * @throws ReflectiveOperationException if there is no such field
     */
    protected abstract MethodHandle reader(
        ClassLoader loader, String owner, String field, String descriptor)
        throws ReflectiveOperationException;
  }

  private static final int SLOTS = 1 << 14;
  private static final int MASK = SLOTS - 1;

  /** Arrivals that one that is counted may stand for while the JIT is not there; a power of two. */
  private static final int MOST_SPACING = 64;

  /** So often a merge point is passed in one turn of a guest's loop, if that is short. */
  private static final int PASSES = 16;

  /** Least number of counted arrivals that a threshold is to consist of. */
  private static final int LEAST_COUNTED = 8;

  /**
   * Arrivals that are not counted before the next one is. The portals themselves count it down. Not
   * exact: threads may come at the same time.
   */
  public static int skip;

  /**
   * The same for a portal that HotSpot does not compile and that cannot read its int green in one
   * instruction: so often it passes its merge point, behind an arrival that was counted, before it
   * looks for the next. It counts that in {@code last}.
   */
  public static int passes;

  /** {@code Integer.MAX_VALUE} once the JIT is off: nothing is to be looked at then; else 0. */
  private static int off;

  /** Arrivals that the next one that is counted stands for. */
  private static int weight = 1;

  /** Mean of {@link #weight}: 1, or a power of two. */
  private static int spacing = 1;

  /** Makes the weights differ, so that no rhythm of the guest program hides one of its loops. */
  private static int seed;

  /** Arrivals left until {@link #enter} is called, by hash; lossy, as RPython's counter table. */
  private static final int[] LOOPS = new int[SLOTS];

  private static final int[] FUNCTIONS = new int[SLOTS];

  private static final MethodType ENTRANCE =
      MethodType.methodType(int.class, PortalState.class, int.class, boolean.class);

  /**
   * The {@link Handler}'s method, or null. HotSpot does not see through a handle that is not
   * constant: else it would count on the one class of handlers that there is, and throw the machine
   * code of all portals away when the next one is loaded.
   */
  private static MethodHandle entrance;

  /** What is run when the first location is hot, or null. */
  private static Runnable whenHot;

  private static FieldLinker fieldLinker;

  private Hooks() {}

  /** Installs the handler; every counter starts at the given numbers of arrivals. */
  public static synchronized void install(
      Handler newHandler, int threshold, int functionThreshold) {
    startCounters(threshold, functionThreshold);
    install(newHandler);
  }

  /**
   * Has a handler installed when the first counter has run out, as to make the handle for it is a
   * good deal of work for the JDK, and a program may be over before. Every counter starts at the
   * given numbers of arrivals. Until {@link #countAll}, one arrival in several is counted, for all
   * of them.
   *
   * @param installer run once, by a thread at its merge point; must not throw
   */
  public static synchronized void installWhenHot(
      Runnable installer, int threshold, int functionThreshold) {
    startCounters(threshold, functionThreshold);
    whenHot = installer;
    spacing =
        Math.max(
            1,
            Math.min(
                MOST_SPACING,
                Integer.highestOneBit(Math.min(threshold, functionThreshold) / LEAST_COUNTED)));
  }

  private static void startCounters(int threshold, int functionThreshold) {
    java.util.Arrays.fill(LOOPS, threshold);
    java.util.Arrays.fill(FUNCTIONS, functionThreshold);
    countAll();
  }

  /** Counts every arrival from now on: what is compiled is to be entered whenever it is reached. */
  public static synchronized void countAll() {
    spacing = 1;
    weight = 1;
    off = 0;
    skip = 0;
    passes = 0;
  }

  /** Installs another handler; counters stay. */
  public static synchronized void install(Handler newHandler) {
    if (entrance == null) {
      entrance = entrance(new Idle());
      enter(null, 0, 0); // links the call here, where there is stack for it
    }
    entrance = entrance(newHandler);
  }

  /** Installs what {@link #fieldReader} asks. */
  public static synchronized void install(FieldLinker linker) {
    fieldLinker = linker;
  }

  /**
   * Makes counters that stand higher run out after so many arrivals: a driver asks for less than
   * the others.
   */
  public static synchronized void lower(int threshold, int functionThreshold) {
    for (int i = 0; i < SLOTS; i++) {
      LOOPS[i] = Math.min(LOOPS[i], threshold);
      FUNCTIONS[i] = Math.min(FUNCTIONS[i], functionThreshold);
    }
  }

  /** Switches the JIT off for good: no counter fires any more. */
  public static synchronized void uninstall() {
    entrance = null;
    whenHot = null;
    spacing = 1;
    off = Integer.MAX_VALUE;
    skip = off;
    passes = off;
  }

  private static MethodHandle entrance(Handler handler) {
    try {
      return MethodHandles.lookup().findVirtual(Handler.class, "enter", ENTRANCE).bindTo(handler);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Adds an int green to a hash. */
  public static int mix(int hash, int green) {
    int h = (hash ^ green) * 0x9E3779B1;
    return h ^ (h >>> 15);
  }

  /** Adds a long green to a hash. */
  public static int mix(int hash, long green) {
    return mix(mix(hash, (int) green), (int) (green >>> 32));
  }

  /** Adds a reference green to a hash, by identity. */
  public static int mix(int hash, Object green) {
    return mix(hash, System.identityHashCode(green));
  }

  /**
   * Counts one arrival at a merge point.
   *
   * @param hash the greens' hash
   * @param last the int green at the arrival before this one, {@link #ENTRY} at the first
   * @return true if {@link #enter} is to be called
   */
  public static boolean reached(int hash, int last) {
    int[] counters = last == ENTRY ? FUNCTIONS : LOOPS;
    int left = counters[hash & MASK] - weight;
    if (left > 0) {
      counters[hash & MASK] = left;
      space();
      return false;
    }
    return entrance != null || whenHot != null;
  }

  /**
   * Draws how many arrivals the next counted one stands for. Without a branch, as HotSpot compiles
   * none that it has not seen taken; and not where compiled code is entered, as threads that enter
   * it would all write to the same place.
   */
  private static void space() {
    seed = seed * 1103515245 + 12345;
    int next = spacing / 2 + 1 + (seed >>> 16 & spacing - 1);
    weight = next;
    skip = next - 1 | off;
    passes = (next - 1) * PASSES | off;
  }

  /**
   * Sets how many arrivals with this hash pass before {@link #enter} is called again; 0 for always.
   */
  public static void setCounter(int hash, boolean entry, int arrivals) {
    (entry ? FUNCTIONS : LOOPS)[hash & MASK] = arrivals;
  }

  /** Hands greens and reds to the JIT. Never throws. */
  public static int enter(PortalState state, int hash, int last) {
    MethodHandle to = entrance;
    if (to == null) {
      runWhenHot();
      return NOTHING;
    }
    try {
      return (int) to.invokeExact(state, hash, last == ENTRY);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e); // no handler declares one
    }
  }

  private static void runWhenHot() {
    Runnable installer;
    synchronized (Hooks.class) {
      installer = whenHot;
      whenHot = null;
    }
    if (installer != null) {
      installer.run();
    }
  }

  /** Adds a float green to a hash, by its bits. */
  public static int mix(int hash, float green) {
    return mix(hash, Float.floatToRawIntBits(green));
  }

  /** Adds a double green to a hash, by its bits. */
  public static int mix(int hash, double green) {
    return mix(hash, Double.doubleToRawLongBits(green));
  }

  /**
   * Links the reading of a field on the path of a green that the portal's class may not read
   * itself.
   *
   * @param caller the portal's class
   * @param field name of the field
   * @param type takes an {@code Object}, returns the value (a reference as {@code Object})
   * @param owner name of the class that declares the field, with dots
   * @param descriptor descriptor of the field
   * @throws ReflectiveOperationException if there is no such field
   */
  public static CallSite fieldReader(
      MethodHandles.Lookup caller, String field, MethodType type, String owner, String descriptor)
      throws ReflectiveOperationException {
    ClassLoader loader = caller.lookupClass().getClassLoader();
    return new ConstantCallSite(fieldLinker.reader(loader, owner, field, descriptor).asType(type));
  }
}
