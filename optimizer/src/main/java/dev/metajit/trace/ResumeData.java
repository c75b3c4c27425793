package dev.metajit.trace;

import java.util.List;

/**
 * How to rebuild the interpreter's state at a guard from its fail arguments: virtual objects first
 * (they may be nested and cyclic: allocate all, then fill), then pending stores in order, then the
 * frames.
 *
 * @param frames innermost first
 * @param virtuals the objects that exist only as their parts
 * @param pendingStores stores that the trace has put off
 */
public record ResumeData(
    List<Frame> frames, List<VirtualObject> virtuals, List<PendingStore> pendingStores) {

  /** Where a value comes from. */
  public sealed interface Source permits Known, FailArgument, VirtualReference {}

  /** A value known when the trace was made. */
  public record Known(Constant constant) implements Source {}

  /** A value that compiled code left in frame slot {@code index}. */
  public record FailArgument(int index, Kind kind) implements Source {}

  /** The rebuilt object {@code virtuals.get(index)}. */
  public record VirtualReference(int index) implements Source {}

  /**
   * One interpreter frame: the live registers of {@code code} at {@code pc}, in liveness order.
   *
   * @param function as in {@link Snapshot}
   */
  public record Frame(Object code, Object function, int pc, List<Source> values) {}

  /**
   * An object to allocate.
   *
   * @param type {@link ClassDescr} of an instance, {@link ArrayDescr} of an array, or the {@link
   *     CallDescr} of a {@code valueOf}: the box that it makes of the only one of {@code values}, a
   *     primitive
   * @param length the array's length; else 0
   * @param fields the fields that are set, parallel to {@code values}; for an array, its elements
   *     from index 0 stand in {@code values} (null where an element is zero) and this is empty
   * @param completion what is called with the object when all have been filled, and returns it; or
   *     null
   */
  public record VirtualObject(
      Descr type, int length, List<FieldDescr> fields, List<Source> values, CallDescr completion) {}

  /**
   * A store to execute.
   *
   * @param descr {@link FieldDescr} or {@link ArrayDescr}
   * @param index the element's index; null for a field
   */
  public record PendingStore(Descr descr, Source object, Source index, Source value) {}
}
