package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.TargetToken;
import dev.metajit.trace.Variants.Variant;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is known of one guest location: its counters, and its code if there is some. */
final class JitCell {
  /** What is going on here. */
  enum State {
    COLD,
    /** A trace that starts here is being recorded or compiled. */
    BUSY,
    COMPILED,
    /** Given up for good. */
    DEAD,
    /** Not in the table any more. */
    FORGOTTEN
  }

  /** Arrivals that the hook lets pass where there is nothing to wait for. */
  private static final int FOREVER = 1 << 24;

  /** So many arrivals left: the next one is hot, unless functions are all but never to be. */
  static final int NONE = Integer.MIN_VALUE / 2;

  /** So many trees may follow on one that did not pay. */
  private static final int RETRIES = 3;

  /** What did not pay may take no more than this part of the time. */
  private static final int REST = 20;

  /** The same for code that {@link #fansOut}. */
  private static final int LONG_REST = 200;

  final GreenKey key;

  /** Of a variant of a guest function, the function's own cell; else null. */
  private final JitCell origin;

  /** The next cell of the same slot. */
  volatile JitCell next;

  private State state = State.COLD;
  private int arrivalsLeft;
  private int failures;

  /** True if somebody has come here since it was last asked whether it may go; not exact. */
  private boolean touched = true;

  /** The generation in which somebody was last seen here. */
  private int lastUsed;

  /** The code to enter with the reds as inputs; null if there is none. */
  volatile CompiledTrace entry;

  /** The token of that code's trace, and of the loops behind it that a bridge may jump to. */
  volatile TargetToken entryToken;

  volatile List<TargetToken> loopTokens = List.of();

  /**
   * True if a guard of the code here is, or of earlier code was, on a promoted variable that has
   * too many values: what is made here next will hardly be another matter.
   */
  volatile boolean fansOut;

  /**
   * True if traces that start here may be cut into segments: one was too long although nothing that
   * it inlined was large.
   */
  volatile boolean mayBeCut;

  /** True if guest functions that start here are not inlined. */
  volatile boolean notInlined;

  /** True if a loop of the guest function that starts here came round while it was inlined. */
  volatile boolean hasLoop;

  /** What having code here has come to. */
  final Payoff payoff = new Payoff();

  /** The same for calls by other code. */
  final Payoff calls = new Payoff();

  /** What runs the portal from here; made when first asked for. */
  private PortalCallTarget portalCall;

  /** Of a variant, what callers know of it. */
  private volatile Variant variant;

  /** The variants of the guest function that starts here, if somebody calls it. */
  private volatile FunctionVariants variants;

  /**
   * The recording that the code is made of, if it is of a guest function's entry; else null.
   * Softly, as recordings are long: where memory is short, there will be no more variants.
   */
  private volatile Reference<CompileJob> recording;

  /** A guard that is to get a bridge before the code is entered again, or null. */
  private volatile GuardRecord awaited;

  /** The tree that the code belongs to, and how many there were before that did not pay. */
  private TraceTree tree;

  private int retired;

  /** The nanoseconds that went into the code since some was last taken out of use. */
  private long spent;

  /**
   * After code that did not pay: what the clock has to say before the next trace; 0 for nothing.
   */
  private long notBefore;

  /** The arrivals that are waited for if it is too early by the clock. */
  private int again;

  /** True if it has been traced again without going on where its code was left. */
  private boolean forgiven;

  /** True while the hook's counter is held at zero because there is code here. */
  private boolean hasSlot;

  /** How many arrivals of loops the hook lets pass between two that it tells of. */
  private int passing = 1;

  /** The same for entries of functions. */
  private int passingEntries = 1;

  /**
   * @param arrivalsLeft until it is hot, where loops arrive
   */
  JitCell(GreenKey key, JitCell next, int arrivalsLeft) {
    this.key = key;
    this.origin = null;
    this.next = next;
    this.arrivalsLeft = arrivalsLeft;
  }

  /** A variant of a guest function; it stands in no table, and nobody arrives there. */
  JitCell(JitCell origin) {
    this.key = origin.key;
    this.origin = origin;
  }

  /** The function's own cell if this is one of a variant, else this. */
  JitCell origin() {
    return origin == null ? this : origin;
  }

  boolean isVariant() {
    return origin != null;
  }

  /** Of a variant, what callers know of it. */
  Variant variant() {
    return variant;
  }

  void setVariant(Variant known) {
    variant = known;
  }

  /** Sets what the code here is made of; null unless it is the entry of a guest function. */
  void setRecording(CompileJob job) {
    recording = job == null ? null : new SoftReference<>(job);
  }

  /**
   * The recording of the guest function's entry, while its code is made or there, and memory is;
   * else null.
   */
  CompileJob recording() {
    Reference<CompileJob> known = recording;
    return known == null ? null : known.get();
  }

  /** The variants of the guest function that starts here; null if nobody has called it. */
  FunctionVariants variants() {
    return variants;
  }

  void setVariants(FunctionVariants made) {
    variants = made;
  }

  /**
   * Counts one arrival, and those that the hook let pass; true if a trace is to be recorded now,
   * which is the caller's alone to do.
   *
   * @param clock says nanoseconds
   * @param entry true if a function is entered here, false if a loop comes round
   * @param more how many more arrivals it takes if they are all of this kind
   */
  synchronized boolean claim(LongSupplier clock, boolean entry, int more) {
    int arrived = entry ? passingEntries : passing;
    pass(entry, 1);
    touched = true;
    if (state != State.COLD) {
      return false;
    }
    arrivalsLeft -= arrived;
    if ((long) arrivalsLeft + more > 0) {
      return false;
    }
    if (notBefore != 0 && clock.getAsLong() - notBefore < 0) {
      arrivalsLeft = again;
      return false;
    }
    state = State.BUSY;
    return true;
  }

  private int left(int more, int most) {
    return (int) Math.max(1, Math.min((long) arrivalsLeft + more, most));
  }

  private void pass(boolean entry, int arrivals) {
    if (entry) {
      passingEntries = arrivals;
    } else {
      passing = arrivals;
    }
  }

  /** The code has been entered. */
  void touch() {
    if (!touched) {
      touched = true;
    }
  }

  /**
   * Forgets the cell, if nobody has come here since this was last asked and nothing but arrivals is
   * known, or if nobody has come while {@code longevity} others have got code. Its greens and its
   * code may be all that keeps a guest program alive that is over.
   *
   * @param generation how many locations have got code so far
   * @return true if it is to be taken out of the table; nothing comes of it for who has it in hand
   */
  synchronized boolean forget(int generation, int longevity) {
    if (touched) {
      touched = false;
      lastUsed = generation;
      return false;
    }
    boolean isOld = generation - lastUsed > longevity;
    if (state == State.BUSY || !isOld && !isEmpty()) {
      return false;
    }
    boolean isCalled = entry != null && portalCall != null;
    if (entry != null) {
      dropCode();
    }
    if (isCalled) {
      state = State.COLD; // code that calls this finds new code here
      arrivalsLeft = NONE;
      lastUsed = generation;
      return false;
    }
    state = State.FORGOTTEN;
    return true;
  }

  private boolean isEmpty() {
    return state == State.COLD
        && failures == 0
        && retired == 0
        && tree == null
        && portalCall == null
        && !notInlined
        && !hasLoop
        && !hasSlot
        && entryToken == null;
  }

  /** As {@link #claim}, without waiting to be hot. */
  synchronized boolean claimForced() {
    if (state != State.COLD) {
      return false;
    }
    state = State.BUSY;
    return true;
  }

  /** Nothing came of it; the next try is after this many arrivals, twice as many each time. */
  synchronized void giveBack(int arrivals) {
    state = State.COLD;
    failures++;
    arrivalsLeft = arrivals << Math.min(failures - 1, 12);
  }

  /** This was no time to record; the next try is after this many arrivals. */
  synchronized void postpone(int arrivals) {
    state = State.COLD;
    arrivalsLeft = arrivals;
  }

  /** A trace should be recorded here at the next arrival. */
  synchronized void hurry() {
    arrivalsLeft = NONE;
  }

  /**
   * How many arrivals the hook lets pass until it tells of one again.
   *
   * @param most no more than so many, since other locations may hang on the same counter
   * @param entry as for {@link #claim}
   * @param more the same
   */
  synchronized int pause(int most, boolean entry, int more) {
    if (state == State.DEAD) {
      return FOREVER;
    }
    int left = state == State.COLD ? left(more, most) : 1;
    pass(entry, left);
    return state == State.COLD ? left : Math.max(1, most / 16);
  }

  synchronized int failures() {
    return failures;
  }

  synchronized void giveUp() {
    state = State.DEAD;
  }

  synchronized boolean isDead() {
    return state == State.DEAD;
  }

  /** The code is hardly worth entering before this guard has got its bridge. */
  void waitFor(GuardRecord guard) {
    awaited = guard;
  }

  /** True if the code is not to be entered for now. */
  boolean isWaiting() {
    GuardRecord guard = awaited;
    if (guard != null && !guard.isBusy()) {
      awaited = null;
      return false;
    }
    return guard != null;
  }

  /** There is code now: true if the hook's counter has to be held at zero for it. */
  synchronized boolean takeSlot() {
    boolean taken = entry != null && !hasSlot;
    hasSlot |= taken;
    return taken;
  }

  /** There is no code any more: true if the hook's counter was held at zero for it. */
  synchronized boolean leaveSlot() {
    boolean left = hasSlot && entry == null;
    hasSlot &= !left;
    return left;
  }

  /**
   * Takes the code out of use: it does not pay. The program does not enter it any more, and nothing
   * new leads there; trees that jump here already go on to do so, and are judged by themselves.
   * Traced again after eight times as many arrivals each time, and in the end not any more; but not
   * before {@value #REST} times the time has passed that went into it.
   *
   * @param threshold arrivals before a first trace
   * @param now what the clock says, in nanoseconds
   * @return how many arrivals are waited for, 0 for good; -1 if there was no code
   */
  synchronized int retire(int threshold, long now) {
    if (entry == null) {
      return -1;
    }
    dropCode();
    retired += fansOut ? 2 : 1;
    state = retired > RETRIES ? State.DEAD : State.COLD;
    arrivalsLeft = (int) Math.min((long) threshold << 3 * retired, FOREVER);
    again = arrivalsLeft;
    notBefore = now + spent * (fansOut ? LONG_REST : REST);
    spent = 0;
    return state == State.DEAD ? 0 : arrivalsLeft;
  }

  /**
   * Takes the code out of use: it does not pay, but that was for the code of another location,
   * where it went on and will not go on any more. Traced again when it is hot, once.
   *
   * @param threshold arrivals before that
   * @return false if there was no code, or this was done before
   */
  synchronized boolean forgive(int threshold) {
    boolean wasForgiven = forgiven;
    forgiven = true;
    return !wasForgiven && invalidate(threshold);
  }

  private void dropCode() {
    tree.retire();
    tree = null;
    entry = null;
    entryToken = null;
    loopTokens = List.of();
    recording = null;
    if (portalCall != null) {
      portalCall.unlink();
    }
    if (variants != null) {
      variants.drop();
    }
  }

  /** Takes the code of a variant out of use, until the function is recorded anew. */
  synchronized void drop() {
    if (entry != null) {
      dropCode();
      state = State.COLD;
    }
  }

  /**
   * Takes the code out of use, since what it was made of has changed: traced again when it is hot.
   *
   * @return false if there was none
   */
  synchronized boolean invalidate(int threshold) {
    if (variants != null) {
      variants.drop(); // one may have been compiled while the function's code was dropped
    }
    if (entry == null) {
      return false;
    }
    dropCode();
    state = State.COLD;
    arrivalsLeft = threshold;
    return true;
  }

  /** So many nanoseconds went into a trace for the code here. */
  synchronized void spend(long nanos) {
    spent += nanos;
  }

  /** The code of a tree is there, unless the tree has been given up meanwhile. */
  synchronized void compiled(
      TraceTree from, CompiledTrace code, TargetToken token, List<TargetToken> loops) {
    if (from.isRetired()) {
      return;
    }
    tree = from;
    state = State.COMPILED;
    entryToken = token;
    loopTokens = List.copyOf(loops);
    entry = code;
    if (portalCall != null) {
      portalCall.link(code);
    }
  }

  /** One more target for bridges, unless the tree has been given up meanwhile. */
  synchronized void addLoop(TraceTree to, TargetToken token) {
    if (tree == to) {
      List<TargetToken> loops = new ArrayList<>(loopTokens);
      loops.add(token);
      loopTokens = List.copyOf(loops);
    }
  }

  /** The call that runs the portal from here, in compiled code once there is some. */
  synchronized CallDescr portalCall(Supplier<PortalCallTarget> maker) {
    if (portalCall == null) {
      portalCall = maker.get();
      if (entry != null) {
        portalCall.link(entry);
      }
    }
    return portalCall.descr();
  }

  /** The call that runs the portal from here, without variants; there has been one with some. */
  synchronized CallDescr plainCall() {
    return portalCall.plainCall();
  }
}
