package dev.metajit.trace;

/**
 * A value that is known when the trace runs: an input of the trace or the result of one operation.
 * Assigned once. Identity is what counts; {@code index} is unique within one trace and dense, so
 * that passes may use arrays.
 */
public final class Variable implements Value {
  private final Kind kind;
  private final int index;

  /** Made by {@link Trace#newVariable}; tests may make their own. */
  public Variable(Kind kind, int index) {
    this.kind = kind;
    this.index = index;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  /** The number in the text form: {@code i7} is the int variable with index 7. */
  public int index() {
    return index;
  }

  @Override
  public String toString() {
    return kind.letter() + Integer.toString(index);
  }
}
