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
    CompiledTrace current = start;
    while (true) {
      frame.ensureSize(current.frameSize());
      frame.exception = null;
      Exit exit = current.run(frame);
      CompiledTrace next = next(exit);
      if (next == null) {
        return exit;
      }
      passException(exit, next, frame);
      current = next;
    }
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
