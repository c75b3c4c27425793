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
 * A trace whose class is made when it is first entered from outside: most bridges never are, since
 * their code stands in the method of their loop.
 */
final class JvmTrace extends CompiledTrace {
  /** So many overflows may cost an exception. */
  private static final int OVERFLOWS = 100;

  /** So often is the class made again after something went wrong. */
  private static final int TRIES = 3;

  private final Compilation shared;
  private final List<Trace> pieces;
  private final Trace entry;
  private final boolean hasParts;
  private final boolean isLoop;
  private final AtomicInteger overflows;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Loaded loaded;
  private Called called;

  /** What there was when this was compiled before, until it is known whether it will do. */
  private volatile Loaded loadedBefore;

  private Called calledBefore;

  /** A class in use, and what it is made of. */
  record Loaded(
      List<List<Trace>> candidates,
      GeneratedClass generated,
      CompiledCode code,
      Exit[] exits,
      boolean expectsOverflow) {}

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
   * @param hasParts whether it may be made in several methods
   * @param before what the same trace was compiled to before, together with others, or null
   */
  JvmTrace(Trace trace, List<Trace> pieces, Compilation shared, boolean hasParts, JvmTrace before) {
    super(trace, shared.frameSize());
    this.shared = shared;
    this.hasParts = hasParts;
    this.pieces = pieces;
    this.entry = pieces.get(0);
    this.overflows = before == null ? new AtomicInteger() : before.overflows;
    if (before != null) {
      takeOver(before);
    }
    this.isLoop = entry.last().op() == Op.JUMP && entry.last().exit().target() == entry.token();
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
    Loaded current = loaded;
    if (current == null) {
      current = loadIfPossible();
      if (current == null) {
        return new ReferenceTrace(entry, shared.group(), frameSize()).run(frame);
      }
    }
    WarmUp.run(current.code, isLoop);
    frame.exception = null;
    int number = current.code.run(frame);
    if (number < 0) {
      overflowed();
      return current.exits[~number];
    }
    return current.exits[number];
  }

  /** Null if there is something wrong: compiling is over, but the program has to go on. */
  private Loaded loadIfPossible() {
    if (failures.get() >= TRIES) {
      return null;
    }
    try {
      return load();
    } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError e) {
      failures.incrementAndGet();
      shared.failed().accept(e);
      return null;
    }
  }

  /** Has the class made again, with cheap overflows, when there are many. */
  private void overflowed() {
    Loaded current = loaded;
    if (overflows.incrementAndGet() >= OVERFLOWS && current != null && !current.expectsOverflow) {
      loaded = null;
    }
  }

  /** Makes and loads the class now, if that is not done. */
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
    MethodPlan plan = new MethodPlan(shared, entry, form, hasParts);
    if (before != null && before.candidates.equals(plan.candidates())) {
      return before;
    }
    GeneratedClass generated = plan.generate();
    if (before != null && before.generated.isLike(generated)) {
      return before;
    }
    Exit[] exits = generated.exits().toArray(new Exit[0]);
    return new Loaded(
        plan.candidates(), generated, generated.load(), exits, form.expectsOverflow());
  }

  /** Makes the class ready if it was in use before: it will be again. */
  void loadIfBefore() {
    if (loadedBefore != null) {
      load();
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
    MethodPlan plan = new MethodPlan(shared, entry, form, hasParts);
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
