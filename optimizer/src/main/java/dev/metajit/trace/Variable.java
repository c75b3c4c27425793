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

  /** Cheaper than that of an identity, and the same in each run. */
  @Override
  public int hashCode() {
    return 31 * index + kind.ordinal();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return kind.letter() + Integer.toString(index);
  }
}
