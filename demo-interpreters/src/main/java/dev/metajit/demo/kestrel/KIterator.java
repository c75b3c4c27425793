package dev.metajit.demo.kestrel;

/** What a {@code for} loop asks for the next value. */
abstract class KIterator {
  /** What {@link #next} answers at the end. */
  static final Object END = new Object();

  /** The next value, or {@link #END}. */
  abstract Object next();

  /** An iterator over the values of a guest object. */
  static KIterator of(Object iterable) {
    if (iterable instanceof KRange range) {
      return range.iterator();
    }
    if (iterable instanceof KList list) {
      return new OfList(list);
    }
    if (iterable instanceof String string) {
      return new OfString(string);
    }
    if (iterable instanceof KDict dict) {
      return new OfList(dict.keys());
    }
    throw new KestrelException(
        ErrorKind.TYPE, "cannot iterate over " + Conversions.typeName(iterable));
  }

  /** Counts up by one. */
  static final class OfUnitRange extends KIterator {
    private final long end;
    private long next;

    OfUnitRange(long start, long end) {
      this.next = start;
      this.end = end;
    }

    @Override
    Object next() {
      long value = next;
      if (value >= end) {
        return END;
      }
      next = value + 1;
      return value;
    }
  }

  /** Counts by any step. */
  static final class OfRange extends KIterator {
    private final long step;
    private long next;
    private long remaining;

    OfRange(KRange range) {
      this.next = range.start;
      this.step = range.step;
      this.remaining = range.size();
    }

    @Override
    Object next() {
      if (remaining == 0) {
        return END;
      }
      remaining--;
      long value = next;
      next = value + step;
      return value;
    }
  }

  /** The elements of a list, also those appended meanwhile. */
  static final class OfList extends KIterator {
    private final KList list;
    private int next;

    OfList(KList list) {
      this.list = list;
    }

    @Override
    Object next() {
      return next < list.size() ? list.get(next++) : END;
    }
  }

  /** The characters of a string. */
  static final class OfString extends KIterator {
    private final String string;
    private int next;

    OfString(String string) {
      this.string = string;
    }

    @Override
    Object next() {
      return next < string.length() ? Conversions.character(string.charAt(next++)) : END;
    }
  }
}
