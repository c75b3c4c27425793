package dev.metajit.demo.kestrel;

/** The methods of dicts. */
final class DictMethods {
  private DictMethods() {}

  static Object call(KDict dict, int method, String name, Object[] arguments) {
    switch (method) {
      case NativeMethod.LEN:
        NativeMethod.requireCount(name, 0, arguments);
        return (long) dict.size();
      case NativeMethod.GET:
        return get(dict, arguments);
      case NativeMethod.PUT:
        NativeMethod.requireCount(name, 2, arguments);
        dict.put(arguments[0], arguments[1]);
        return null;
      case NativeMethod.CONTAINS:
        NativeMethod.requireCount(name, 1, arguments);
        return dict.contains(arguments[0]);
      case NativeMethod.KEYS:
        NativeMethod.requireCount(name, 0, arguments);
        return dict.keys();
      case NativeMethod.VALUES:
        NativeMethod.requireCount(name, 0, arguments);
        return dict.values();
      case NativeMethod.DELETE:
        NativeMethod.requireCount(name, 1, arguments);
        return dict.remove(arguments[0], null);
      case NativeMethod.CLEAR:
        dict.entries.clear();
        return null;
      default:
        throw Members.noMember(dict, name);
    }
  }

  /** {@code get(key)} is nil, {@code get(key, otherwise)} is {@code otherwise} without an entry. */
  private static Object get(KDict dict, Object[] arguments) {
    if (arguments.length != 2) {
      NativeMethod.requireCount("get", 1, arguments);
    }
    return dict.get(arguments[0], NativeMethod.optional(arguments, 1));
  }
}
