package dev.metajit.trace;

/** What an operation says beyond its operands: which field, array, class, callee or target. */
public sealed interface Descr
    permits FieldDescr,
        ArrayDescr,
        ClassDescr,
        CallDescr,
        TargetToken,
        InvalidationToken,
        LocationDescr {
  /** The descriptor as it stands in the text form. */
  String text();
}
