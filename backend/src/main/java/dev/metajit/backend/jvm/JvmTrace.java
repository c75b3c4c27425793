package dev.metajit.backend.jvm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.backend.TraceGroup;
import dev.metajit.backend.reference.ReferenceTrace;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Trace;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A trace whose class is made when it is first entered from outside: most bridges never are, since
 * their code stands in the method of their loop.
 */
final class JvmTrace extends CompiledTrace {
  /** So many overflows may cost an exception. */
  private static final int OVERFLOWS = 100;

  /** So often is the class made again after something went wrong. */
  private static final int TRIES = 3;

  private final TraceGroup group;
  private final Trace entry;
  private final AtomicInteger overflows = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final Consumer<Throwable> failed;
  private volatile Loaded loaded;

  /** A class in use, and what it is made of. */
  private record Loaded(GeneratedClass generated, CompiledCode code, Exit[] exits) {}

  /**
   * @param trace what was asked for
   * @param entry its first piece, if it was cut; else the trace itself
   * @param failed told what went wrong when the class was to be made at its first run
   */
  JvmTrace(Trace trace, Trace entry, TraceGroup group, int frameSize, Consumer<Throwable> failed) {
    super(trace, frameSize);
    this.failed = failed;
    this.entry = entry;
    this.group = group;
  }

  @Override
  public Exit run(Frame frame) {
    Loaded current = loaded;
    if (current == null) {
      current = loadIfPossible();
      if (current == null) {
        return new ReferenceTrace(entry, group, frameSize()).run(frame);
      }
    }
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
      failed.accept(e);
      return null;
    }
  }

  /** Has the class made again, with cheap overflows, when there are many. */
  private void overflowed() {
    if (overflows.incrementAndGet() == OVERFLOWS) {
      loaded = null;
    }
  }

  /** Makes and loads the class now, if that is not done. */
  synchronized Loaded load() {
    if (loaded == null) {
      GeneratedClass generated =
          MethodPlan.generate(group, entry, new FrameForm(overflows.get() >= OVERFLOWS));
      Exit[] exits = generated.exits().toArray(new Exit[0]);
      loaded = new Loaded(generated, generated.load(), exits);
    }
    return loaded;
  }

  @Override
  public MethodHandle callHandle(Kind result, MethodHandle leaver) {
    NumberedLeaver numbered = new NumberedLeaver(leaver);
    CallForm form = new CallForm(entry, result, numbered.handle(), frameSize());
    GeneratedClass generated = MethodPlan.generate(group, entry, form);
    numbered.setExits(generated.exits());
    return generated.bytes() == null ? null : generated.load(form);
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
