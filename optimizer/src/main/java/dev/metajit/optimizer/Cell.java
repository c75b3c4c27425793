package dev.metajit.optimizer;

import dev.metajit.trace.Descr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Value;

/**
 * A place in memory whose content is known: a field or element of one object.
 *
 * <p>A pending cell's store is put off: memory does not hold the value yet.
 */
final class Cell {
  final Descr descr;
  final Value base;
  final Value index;
  Value value;
  boolean pending;

  /** The trace has stored the content, and nothing happened since that others could wait for. */
  boolean stored;

  /** Told when the content is used; null if it is known from an operation of this trace. */
  Runnable assumption;

  /** True if the content was used. */
  boolean used;

  /**
   * @param descr a field, or an array's descriptor
   * @param index an element's index; null for a field
   */
  Cell(Descr descr, Value base, Value index, Value value, boolean pending) {
    this.descr = descr;
    this.base = base;
    this.index = index;
    this.value = value;
    this.pending = pending;
    this.stored = pending;
  }

  /** The content is taken for known. */
  void use() {
    if (assumption != null) {
      assumption.run();
    }
    used = true;
  }

  /**
   * True if the trace counts on the content: it follows from an operation, or its assumption was
   * used.
   */
  boolean isCertain() {
    return assumption == null || used;
  }

  boolean isField() {
    return index == null;
  }

  FieldDescr field() {
    return (FieldDescr) descr;
  }

  /** True if the content never changes once the object is built. */
  boolean isImmutable() {
    return isField() && field().isImmutable();
  }
}
