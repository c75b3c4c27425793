package dev.metajit.demo.kestrel;

import java.util.HashMap;
import java.util.Map;

/**
 * The methods of strings, lists and dicts. The compiler turns their names into numbers, so that a
 * call needs no search by name.
 */
final class NativeMethod {
  /** A name that no builtin type has a method of. */
  static final int NONE = 0;

  static final int LEN = 1;
  static final int APPEND = 2;
  static final int POP = 3;
  static final int INSERT = 4;
  static final int REMOVE = 5;
  static final int INDEX_OF = 6;
  static final int CONTAINS = 7;
  static final int SORT = 8;
  static final int REVERSE = 9;
  static final int CLEAR = 10;
  static final int JOIN = 11;
  static final int SLICE = 12;
  static final int GET = 13;
  static final int PUT = 14;
  static final int KEYS = 15;
  static final int VALUES = 16;
  static final int DELETE = 17;
  static final int SPLIT = 18;
  static final int UPPER = 19;
  static final int LOWER = 20;
  static final int SUBSTRING = 21;
  static final int STRIP = 22;
  static final int REPLACE = 23;
  static final int STARTS_WITH = 24;
  static final int ENDS_WITH = 25;

  private static final Map<String, Integer> IDS = new HashMap<>();

  static {
    String[] names = {
      "", "len", "append", "pop", "insert", "remove", "index_of", "contains", "sort", "reverse",
      "clear", "join", "slice", "get", "put", "keys", "values", "delete", "split", "upper",
      "lower", "substring", "strip", "replace", "starts_with", "ends_with"
    };
    for (int id = 1; id < names.length; id++) {
      IDS.put(names[id], id);
    }
  }

  private NativeMethod() {}

  /** The number of a method name. */
  static int idOf(String name) {
    return IDS.getOrDefault(name, NONE);
  }

  /** Calls a method of a value that is not an instance of a guest class. */
  static Object call(
      Interpreter interpreter,
      int depth,
      Object receiver,
      int method,
      String name,
      Object[] arguments) {
    if (receiver instanceof KList list) {
      return ListMethods.call(interpreter, depth, list, method, name, arguments);
    }
    if (receiver instanceof KDict dict) {
      return DictMethods.call(dict, method, name, arguments);
    }
    if (receiver instanceof String string) {
      return StringMethods.call(string, method, name, arguments);
    }
    throw Members.noMember(receiver, name);
  }

  /** Raises a guest error if a method does not get {@code expected} arguments. */
  static void requireCount(String name, int expected, Object[] arguments) {
    if (arguments.length != expected) {
      throw Members.wrongCount(name, expected, arguments.length);
    }
  }

  /** An argument that may be left out; nil if it is. */
  static Object optional(Object[] arguments, int index) {
    return index < arguments.length ? arguments[index] : null;
  }
}
