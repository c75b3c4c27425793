package dev.metajit.demo.kestrel;

import java.util.Comparator;

/** The methods of lists. */
final class ListMethods {
  private ListMethods() {}

  static Object call(
      Interpreter interpreter, int depth, KList list, int method, String name, Object[] arguments) {
    switch (method) {
      case NativeMethod.LEN:
        NativeMethod.requireCount(name, 0, arguments);
        return (long) list.size();
      case NativeMethod.APPEND:
        NativeMethod.requireCount(name, 1, arguments);
        list.append(arguments[0]);
        return null;
      case NativeMethod.POP:
        return pop(list, arguments);
      case NativeMethod.INSERT:
        NativeMethod.requireCount(name, 2, arguments);
        list.insert(insertPosition(list, arguments[0]), arguments[1]);
        return null;
      case NativeMethod.REMOVE:
        NativeMethod.requireCount(name, 1, arguments);
        return remove(list, arguments[0]);
      case NativeMethod.INDEX_OF:
        NativeMethod.requireCount(name, 1, arguments);
        return (long) list.indexOf(arguments[0]);
      case NativeMethod.CONTAINS:
        NativeMethod.requireCount(name, 1, arguments);
        return list.indexOf(arguments[0]) >= 0;
      case NativeMethod.SORT:
        return sort(interpreter, depth, list, arguments);
      case NativeMethod.REVERSE:
        list.reverse();
        return null;
      case NativeMethod.CLEAR:
        list.clear();
        return null;
      case NativeMethod.JOIN:
        NativeMethod.requireCount(name, 1, arguments);
        return join(list, Conversions.str(arguments[0]));
      case NativeMethod.SLICE:
        NativeMethod.requireCount(name, 2, arguments);
        return Containers.slice(list, arguments[0], arguments[1]);
      default:
        throw Members.noMember(list, name);
    }
  }

  private static Object pop(KList list, Object[] arguments) {
    if (list.size() == 0) {
      throw new KestrelException(ErrorKind.INDEX, "pop from an empty list");
    }
    if (arguments.length == 0) {
      return list.removeLast();
    }
    NativeMethod.requireCount("pop", 1, arguments);
    return list.remove(Containers.position(Numbers.toLong(arguments[0]), list.size()));
  }

  private static int insertPosition(KList list, Object index) {
    long position = Numbers.toLong(index);
    return position == list.size() ? list.size() : Containers.position(position, list.size());
  }

  private static Object remove(KList list, Object value) {
    int index = list.indexOf(value);
    if (index >= 0) {
      list.remove(index);
    }
    return index >= 0;
  }

  /** Sorts by {@code <}, or by a function that answers true if its first argument comes first. */
  private static Object sort(Interpreter interpreter, int depth, KList list, Object[] arguments) {
    Object before = NativeMethod.optional(arguments, 0);
    Comparator<Object> order =
        before == null
            ? ListMethods::compare
            : (a, b) -> compareBy(interpreter, depth, before, a, b);
    try {
      list.sort(order);
    } catch (IllegalArgumentException e) {
      throw new KestrelException(ErrorKind.VALUE, "sort needs a consistent order");
    }
    return null;
  }

  private static int compare(Object a, Object b) {
    return Comparison.less(a, b) ? -1 : Comparison.less(b, a) ? 1 : 0;
  }

  private static int compareBy(
      Interpreter interpreter, int depth, Object before, Object a, Object b) {
    if (Conversions.isTrue(interpreter.call(depth, before, a, b))) {
      return -1;
    }
    return Conversions.isTrue(interpreter.call(depth, before, b, a)) ? 1 : 0;
  }

  private static String join(KList list, String separator) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : separator).append(Conversions.str(list.get(i)));
    }
    return text.toString();
  }
}
