package dev.metajit.backend.jvm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.reference.ReferenceTrace;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Trace;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A trace whose class is made when it is first entered from outside. A loop has one, and so has the
 * way into it. Others that are compiled with them are entered in the class of the loop, where it
 * has an entry for them; else each has a class of its own, of one method.
 */
final class JvmTrace extends CompiledTrace {
  /** So many overflows may cost an exception. */
  private static final int OVERFLOWS = 100;

  /** So often is the class made again after something went wrong. */
  private static final int TRIES = 3;

  private final Compilation shared;
  private final List<Trace> pieces;
  private final Trace entry;

  /** The trace in whose class this is entered if it can be; null if this has its own. */
  private final JvmTrace home;

  private final boolean isLoop;
  private final AtomicInteger overflows;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Entry entered;
  private volatile Loaded loaded;
  private Called called;

  /** What there was when this was compiled before, until it is known whether it will do. */
  private volatile Loaded loadedBefore;

  private Called calledBefore;

  /** A class in use, and what it is made of. */
  record Loaded(
      List<List<Trace>> candidates,
      List<Trace> roots,
      GeneratedClass generated,
      CompiledCode code,
      Exit[] exits,
      boolean expectsOverflow) {}

  /** Where a class is entered, which was made for this trace or for another. */
  private record Entry(JvmTrace owner, Loaded loaded, int number) {}

  /** A class whose method is called as a function. */
  private record Called(
      List<List<Trace>> candidates,
      GeneratedClass generated,
      Kind result,
      Leaver leaver,
      MethodHandle handle) {}

  /**
   * @param trace what was asked for
   * @param pieces what it was cut into; the trace itself if it is short enough
   * @param shared with the traces that this is compiled with
   * @param home the one of them in whose class it is entered if it can be; null if it has its own
   * @param before what the same trace was compiled to before, together with others, or null
   */
  JvmTrace(Trace trace, List<Trace> pieces, Compilation shared, JvmTrace home, JvmTrace before) {
    super(trace, shared.frameSize());
    this.shared = shared;
    this.home = home;
    this.pieces = pieces;
    this.entry = pieces.get(0);
    this.overflows = before == null ? new AtomicInteger() : before.overflows;
    if (before != null) {
      takeOver(before);
    }
    Trace last = pieces.get(pieces.size() - 1);
    this.isLoop = last.last().op() == Op.JUMP && last.last().exit().target() == entry.token();
  }

  private void takeOver(JvmTrace before) {
    synchronized (before) {
      loadedBefore = before.loaded != null ? before.loaded : before.loadedBefore;
      calledBefore = before.called != null ? before.called : before.calledBefore;
    }
  }

  List<Trace> pieces() {
    return pieces;
  }

  @Override
  public Exit run(Frame frame) {
    Entry current = entered;
    if (current == null) {
      current = enterIfPossible();
      if (current == null) {
        return new ReferenceTrace(entry, shared.group(), frameSize()).run(frame);
      }
    }
    Loaded code = current.loaded;
    WarmUp.run(code.code, current.owner.isLoop);
    frame.exception = null;
    int number = code.code.run(frame, current.number);
    if (number < 0) {
      overflowed(current);
      return code.exits[~number];
    }
    return code.exits[number];
  }

  /** Null if there is something wrong: compiling is over, but the program has to go on. */
  private Entry enterIfPossible() {
    if (failures.get() >= TRIES) {
      return null;
    }
    try {
      return enter();
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      failures.incrementAndGet();
      shared.failed().accept(e);
      return null;
    }
  }

  /** Has the class made again, with cheap overflows, when there are many. */
  private void overflowed(Entry current) {
    JvmTrace owner = current.owner;
    if (owner.overflows.incrementAndGet() >= OVERFLOWS && !current.loaded.expectsOverflow) {
      if (owner.loaded == current.loaded) {
        owner.loaded = null;
      }
      entered = null;
    }
  }

  /** Finds out where to enter which class, and makes and loads it, if that is not done. */
  private synchronized Entry enter() {
    if (entered == null) {
      Loaded common = home == null ? null : home.load();
      Integer number = common == null ? null : common.generated.entries().get(entry);
      entered = number == null ? new Entry(this, load(), 0) : new Entry(home, common, number);
    }
    return entered;
  }

  /** Makes and loads the class that starts here now, if that is not done. */
  synchronized Loaded load() {
    if (loaded == null) {
      boolean expectsOverflow = overflows.get() >= OVERFLOWS;
      Loaded known = loadedBefore;
      loadedBefore = null;
      boolean mayBeSame = known != null && known.expectsOverflow == expectsOverflow;
      loaded = load(new FrameForm(expectsOverflow), mayBeSame ? known : null);
    }
    return loaded;
  }

  /** Loads the class, or what there was before, if that is not null and would come out the same. */
  private Loaded load(FrameForm form, Loaded before) {
    List<Trace> roots = home == null ? roots() : List.of();
    MethodPlan plan = new MethodPlan(shared, entry, roots, form, home == null);
    if (before != null
        && before.candidates.equals(plan.candidates())
        && before.roots.equals(roots)) {
      return before;
    }
    GeneratedClass generated = plan.generate();
    if (before != null && before.generated.isLike(generated)) {
      return before;
    }
    Exit[] exits = generated.exits().toArray(new Exit[0]);
    return new Loaded(
        plan.candidates(), roots, generated, generated.load(), exits, form.expectsOverflow());
  }

  private List<Trace> roots() {
    return shared.group().reachable(entry).stream().filter(trace -> trace.token() != null).toList();
  }

  /** Makes a class of its own ready if that was in use before, and will be again. */
  void enterIfBefore() {
    if (loadedBefore != null) {
      enter();
    }
  }

  @Override
  public synchronized MethodHandle callHandle(Kind result, Leaver leaver) {
    Called known = calledBefore;
    calledBefore = null;
    boolean mayBeSame = known != null && known.result == result && known.leaver == leaver;
    called = makeCalled(result, leaver, mayBeSame ? known : null);
    return called == null ? null : called.handle;
  }

  /** As {@link #load(FrameForm, Loaded)}; null if the method is too long. */
  private Called makeCalled(Kind result, Leaver leaver, Called before) {
    NumberedLeaver numbered = new NumberedLeaver(leaver, frameSize());
    CallForm form = new CallForm(entry, result, numbered);
    MethodPlan plan = new MethodPlan(shared, entry, form, true);
    if (before != null && before.candidates.equals(plan.candidates())) {
      return before;
    }
    GeneratedClass generated = plan.generate();
    numbered.setExits(generated.exits());
    if (generated.bytes() == null || generated.codeSize() > MethodPlan.LIMIT) {
      return null;
    }
    if (before != null && before.generated.isLike(generated)) {
      return before;
    }
    return new Called(plan.candidates(), generated, result, leaver, generated.load(form));
  }

  @Override
  public String backend() {
    return JvmBackend.NAME;
  }

  @Override
  public int codeBytes() {
    Loaded current = loaded;
    return current == null ? 0 : current.generated.bytes().length;
  }

  @Override
  public String listing() {
    Loaded current = loaded;
    return current == null ? "" : Listing.of(current.generated.bytes());
  }
}
