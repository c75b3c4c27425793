package dev.metajit.backend;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import java.lang.invoke.MethodHandle;
import java.util.Collection;

/** One trace, ready to run. */
public abstract class CompiledTrace {
  private final Trace trace;
  private final int frameSize;

  /**
   * @param frameSize how many frame slots {@link #run} may use, inputs and all exits it can come
   *     out of
   */
  protected CompiledTrace(Trace trace, int frameSize) {
    this.trace = trace;
    this.frameSize = frameSize;
  }

  /**
   * How many frame slots these traces need: for inputs, fail arguments, and one for an exception.
   */
  public static int slotsOf(Collection<Trace> traces) {
    int slots = 0;
    for (Trace trace : traces) {
      slots = Math.max(slots, trace.inputs().size());
      for (Operation operation : trace.operations()) {
        if (operation.exit() != null) {
          slots = Math.max(slots, operation.exit().failArguments().size() + 1);
        }
      }
    }
    return slots;
  }

  public Trace trace() {
    return trace;
  }

  public int frameSize() {
    return frameSize;
  }

  /**
   * Runs from the trace's start, its inputs standing in the frame, until an exit that leads out of
   * this code.
   *
   * @return the exit; its fail arguments stand in the frame, and {@code frame.exception} is set if
   *     it is that of a guard on the exception with one on its way; otherwise {@code
   *     frame.exception} is null
   */
  public abstract Exit run(Frame frame);

  /** What goes on where code that was called as a function is left before its end. */
  @FunctionalInterface
  public interface Leaver {
    /**
     * Brings what is left to its end, and leaves the result in the frame's first slot.
     *
     * @throws Throwable what the function throws
     */
    void leave(Exit exit, Frame frame) throws Throwable;
  }

  /**
   * A handle that runs the trace as a function: its arguments are the trace's inputs, and it
   * returns or throws what the trace's finish does.
   *
   * @param result the kind that a finish returns
   * @param leaver called where the code is left otherwise
   * @return null if there is no such way in, or none that would be worth it
   */
  public MethodHandle callHandle(Kind result, Leaver leaver) {
    return null;
  }

  /** Which backend made it, as logs show it: {@code x64}, {@code jvm}, {@code reference}. */
  public abstract String backend();

  /**
   * The size of the code in bytes; machine code or class file. Shared code counts once, with its
   * first trace.
   */
  public abstract int codeBytes();

  /**
   * How many machine instructions the trace's operations are, with the jump at their end and
   * without the exits; 0 if that is not known, as HotSpot makes them.
   */
  public int instructions() {
    return 0;
  }

  /** A listing of the code for {@code jit.log=asm}; may be empty. */
  public abstract String listing();

  /** Gives the code's memory back once no thread runs in it; it must not be entered any more. */
  public void free() {}
}
