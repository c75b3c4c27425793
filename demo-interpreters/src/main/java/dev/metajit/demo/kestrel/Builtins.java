package dev.metajit.demo.kestrel;

import java.util.HashMap;
import java.util.Map;

/** The names that every program knows. */
final class Builtins {
  private static final Map<String, Builtin> FUNCTIONS = new HashMap<>();

  static {
    for (Builtin builtin : Builtin.values()) {
      FUNCTIONS.put(builtin.guestName, builtin);
    }
  }

  private Builtins() {}

  /** The builtin function or error class of this name, or null. */
  static Object find(String name) {
    Builtin function = FUNCTIONS.get(name);
    return function != null ? function : ErrorClasses.find(name);
  }
}
