package dev.metajit.demo.kestrel;

/**
 * Indexing and slicing of strings, lists, dicts and ranges. A negative index counts from the end.
 */
final class Containers {
  private Containers() {}

  static Object index(Object container, Object index) {
    if (container instanceof KList list && index instanceof Long position) {
      return list.get(position(position, list.size()));
    }
    if (container instanceof String string && index instanceof Long position) {
      return Conversions.character(string.charAt(position(position, string.length())));
    }
    if (container instanceof KDict dict) {
      return require(dict.get(index, Undefined.VALUE), index);
    }
    throw unsupported("index", container, index);
  }

  private static Object require(Object value, Object key) {
    if (value == Undefined.VALUE) {
      throw new KestrelException(ErrorKind.KEY, "no key " + Conversions.str(key));
    }
    return value;
  }

  static void setIndex(Object container, Object index, Object value) {
    if (container instanceof KList list && index instanceof Long position) {
      list.set(position(position, list.size()), value);
    } else if (container instanceof KDict dict) {
      dict.put(index, value);
    } else {
      throw unsupported("set an element of", container, index);
    }
  }

  /** The index from 0 that a guest index means. */
  static int position(long index, int size) {
    long position = index < 0 ? index + size : index;
    if (position < 0 || position >= size) {
      throw new KestrelException(
          ErrorKind.INDEX, "index " + index + " is outside of " + size + " elements");
    }
    return (int) position;
  }

  static Object slice(Object container, Object from, Object to) {
    if (container instanceof KList list) {
      int start = bound(from, 0, list.size());
      return list.slice(start, Math.max(start, bound(to, list.size(), list.size())));
    }
    if (container instanceof String string) {
      int start = bound(from, 0, string.length());
      int end = bound(to, string.length(), string.length());
      return string.substring(start, Math.max(start, end));
    }
    throw unsupported("slice", container, from);
  }

  /** An end of a slice: moved into the container if it is outside. */
  private static int bound(Object bound, int missing, int size) {
    if (bound == null) {
      return missing;
    }
    if (!(bound instanceof Long)) {
      throw new KestrelException(
          ErrorKind.TYPE, "a slice needs ints, not " + Conversions.typeName(bound));
    }
    long position = (Long) bound;
    return (int) Math.max(0, Math.min(position < 0 ? position + size : position, size));
  }

  /** True for an element of a list, a key of a dict, a part of a string, a value of a range. */
  static boolean contains(Object container, Object value) {
    if (container instanceof KDict dict) {
      return dict.contains(value);
    }
    if (container instanceof KList list) {
      return list.indexOf(value) >= 0;
    }
    if (container instanceof String string && value instanceof String part) {
      return string.contains(part);
    }
    if (container instanceof KRange range) {
      return value instanceof Long number && range.contains(number);
    }
    throw unsupported("search", container, value);
  }

  /** A dict of keys and values in turn. */
  static KDict newDict(Object[] keysAndValues) {
    KDict dict = new KDict();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      dict.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return dict;
  }

  /** The number of elements or characters. */
  static long length(Object container) {
    if (container instanceof KList list) {
      return list.size();
    }
    if (container instanceof String string) {
      return string.length();
    }
    if (container instanceof KDict dict) {
      return dict.size();
    }
    if (container instanceof KRange range && range.size() >= 0) {
      return range.size();
    }
    throw new KestrelException(ErrorKind.TYPE, Conversions.typeName(container) + " has no length");
  }

  /** The values that a {@code for} loop over the object would get. */
  static KList listOf(Object iterable) {
    KList list = new KList(new Object[0]);
    KIterator iterator = KIterator.of(iterable);
    for (Object value = iterator.next(); value != KIterator.END; value = iterator.next()) {
      list.append(value);
    }
    return list;
  }

  private static KestrelException unsupported(String action, Object container, Object operand) {
    return new KestrelException(
        ErrorKind.TYPE,
        "cannot "
            + action
            + " "
            + Conversions.typeName(container)
            + " with "
            + Conversions.typeName(operand));
  }
}
