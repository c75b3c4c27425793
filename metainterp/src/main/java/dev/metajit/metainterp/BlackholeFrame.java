package dev.metajit.metainterp;

import dev.metajit.codewriter.JitCode;

/**
 * One frame of the {@link Blackhole}.
 *
 * <p>A position {@code pc >= 0} is the start of an instruction that is still to be executed. {@code
 * ~callPc} stands after the call at {@code callPc}: the callee's result goes to that call's
 * destination, or what it throws to a handler that covers the call.
 */
public final class BlackholeFrame {
  final JitCode code;
  int pc;
  final long[] longs;
  final Object[] refs;
  final BlackholeFrame caller;

  /**
   * @param code the method
   * @param pc the position
   * @param longs primitive registers and constants, of {@link JitCode#frameSize()}
   * @param refs reference registers and constants, of {@link JitCode#frameSize()}
   * @param caller the frame that waits for this one, or {@code null} for the portal at the bottom
   */
  public BlackholeFrame(JitCode code, int pc, long[] longs, Object[] refs, BlackholeFrame caller) {
    this.code = code;
    this.pc = pc;
    this.longs = longs;
    this.refs = refs;
    this.caller = caller;
  }

  /** The method. */
  public JitCode code() {
    return code;
  }

  /** The position. */
  public int pc() {
    return pc;
  }

  /** Primitive registers and constants. */
  public long[] longs() {
    return longs;
  }

  /** Reference registers and constants. */
  public Object[] refs() {
    return refs;
  }

  /** The frame that waits for this one, or {@code null}. */
  public BlackholeFrame caller() {
    return caller;
  }
}
