package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Immutable;

/** The ints from {@code start} to before {@code end} in steps; {@code step} is not 0. */
@Immutable
final class KRange {
  final long start;
  final long end;
  final long step;

  KRange(long start, long end, long step) {
    this.start = start;
    this.end = end;
    this.step = step;
  }

  /** How many ints there are, as an unsigned number. */
  long size() {
    if (step > 0) {
      return start >= end ? 0 : Long.divideUnsigned(end - start - 1, step) + 1;
    }
    return start <= end ? 0 : Long.divideUnsigned(start - end - 1, -step) + 1;
  }

  boolean contains(long value) {
    boolean inside = step > 0 ? start <= value && value < end : end < value && value <= start;
    return inside && Long.remainderUnsigned(distance(value), Math.abs(step)) == 0;
  }

  private long distance(long value) {
    return step > 0 ? value - start : start - value;
  }

  KIterator iterator() {
    return step == 1 ? new KIterator.OfUnitRange(start, end) : new KIterator.OfRange(this);
  }
}
