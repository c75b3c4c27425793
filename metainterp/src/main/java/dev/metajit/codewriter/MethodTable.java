package dev.metajit.codewriter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A set of methods, written as text: one line per class, its internal name, a colon, and names of
 * methods. A name may be followed by a descriptor; {@code *} stands for all methods, {@code -name}
 * for all but this.
 */
final class MethodTable {
  private final Map<String, Set<String>> methods = new HashMap<>();

  MethodTable(String text) {
    for (String line : text.split("\n")) {
      int colon = line.indexOf(':');
      Set<String> names =
          methods.computeIfAbsent(line.substring(0, colon).trim(), key -> new HashSet<>());
      names.addAll(Set.of(line.substring(colon + 1).trim().split("\\s+")));
    }
  }

  /** True if the table names the method. */
  boolean contains(String owner, String name, String desc) {
    Set<String> names = methods.get(owner);
    if (names == null || names.contains("-" + name)) {
      return false;
    }
    return names.contains("*") || names.contains(name) || names.contains(name + desc);
  }
}
