package dev.metajit.codewriter;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Storage;

/**
 * A value on the operand stack, while a block is translated: the register or constant that holds
 * it.
 *
 * @param operand the source operand
 * @param kind its kind
 * @param narrow what an int is known to fit, or {@code null}
 */
record StackEntry(int operand, Kind kind, Storage narrow) {
  StackEntry(int operand, Kind kind) {
    this(operand, kind, null);
  }

  /** True for a long or double, which the JVM counts as two. */
  boolean isWide() {
    return kind == Kind.LONG || kind == Kind.DOUBLE;
  }

  /** The same value in another place. */
  StackEntry at(int newOperand) {
    return new StackEntry(newOperand, kind, narrow);
  }
}
