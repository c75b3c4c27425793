package dev.metajit.warm;

import dev.metajit.backend.CompiledTrace;
import dev.metajit.backend.Frame;
import dev.metajit.trace.Exit;

/**
 * A bridge that is compiled apart from its tree. Getting there takes a way through a frame, so once
 * it has been entered often, somebody is told, who may compile the tree anew with it inside.
 */
final class ApartTrace extends CompiledTrace {
  /** About as long as compiling a tree takes, at a tenth of a microsecond for each entry. */
  private static final int OFTEN = 30_000;

  private final CompiledTrace code;
  private final Runnable hot;

  /** Not exact: threads may count at the same time. */
  private int entriesLeft = OFTEN;

  /**
   * @param code the bridge
   * @param hot run once
   */
  ApartTrace(CompiledTrace code, Runnable hot) {
    super(code.trace(), code.frameSize());
    this.code = code;
    this.hot = hot;
  }

  @Override
  public Exit run(Frame frame) {
    if (entriesLeft >= 0 && entriesLeft-- == 0) {
      hot.run();
    }
    return code.run(frame);
  }

  @Override
  public String backend() {
    return code.backend();
  }

  @Override
  public int codeBytes() {
    return code.codeBytes();
  }

  @Override
  public String listing() {
    return code.listing();
  }

  @Override
  public void free() {
    code.free();
  }
}
