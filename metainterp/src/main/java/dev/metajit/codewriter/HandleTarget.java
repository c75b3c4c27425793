package dev.metajit.codewriter;

import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Storage;

/**
 * What a call through a constant {@code MethodHandle} or {@code VarHandle} comes to, where that is
 * no more than an access of memory or the call of one method.
 */
public sealed interface HandleTarget {
  /**
   * A plain access of a field.
   *
   * @param base the object that holds it if it is static, else null
   */
  record OfField(FieldDescr field, Object base, boolean isStore) implements HandleTarget {}

  /** A plain access of an array element. */
  record OfElement(Storage storage, boolean isStore) implements HandleTarget {}

  /**
   * A plain access of bytes of a {@code byte[]} at an index, aligned or not.
   *
   * @param storage what they make: no boolean, byte or reference
   * @param isSwapped true if they stand in the other order than the machine's
   */
  record OfBytes(Storage storage, boolean isSwapped, boolean isStore) implements HandleTarget {}

  /** The call of a method. */
  record OfMethod(MethodRef method) implements HandleTarget {}
}
