package dev.metajit.trace;

/** An operand of an operation: a {@link Variable} or a {@link Constant}. */
public sealed interface Value permits Variable, Constant {
  /** The kind; never {@link Kind#VOID}. */
  Kind kind();

  /** True for a {@link Constant}. */
  default boolean isConstant() {
    return this instanceof Constant;
  }
}
