package dev.metajit.backend;

import dev.metajit.trace.Exit;

/** Runs compiled traces from one to the next until an exit leads back to Java. */
public final class TraceRunner {
  private TraceRunner() {}

  /**
   * Enters compiled code.
   *
   * @param start whose inputs stand in the frame
   * @return an exit that nothing is attached to: a guard's, a return or a throw, or a jump to a
   *     token without code
   */
  public static Exit run(CompiledTrace start, Frame frame) {
    frame.ensureSize(start.frameSize());
    frame.exception = null;
    return goOn(start.run(frame), frame);
  }

  /**
   * Goes on where compiled code was left, if something is attached there.
   *
   * @param left the exit, whose values stand in the frame
   * @return as {@link #run}
   */
  public static Exit goOn(Exit left, Frame frame) {
    Exit exit = left;
    CompiledTrace next = next(exit);
    while (next != null) {
      passException(exit, next, frame);
      frame.ensureSize(next.frameSize());
      frame.exception = null;
      exit = next.run(frame);
      next = next(exit);
    }
    return exit;
  }

  private static CompiledTrace next(Exit exit) {
    Object next = exit.attached();
    if (next == null && exit.type() == Exit.Type.JUMP) {
      next = exit.target().compiled();
    }
    return (CompiledTrace) next;
  }

  private static void passException(Exit exit, CompiledTrace bridge, Frame frame) {
    int last = exit.failArguments().size();
    if (bridge.trace().inputs().size() > last) {
      frame.ensureSize(last + 1);
      frame.refs[last] = frame.exception;
    }
  }
}
