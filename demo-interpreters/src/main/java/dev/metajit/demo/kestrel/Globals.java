package dev.metajit.demo.kestrel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of the globals of a program. */
final class Globals {
  private final List<String> names;
  private final Map<String, Integer> indices = new HashMap<>();

  Globals(Collection<String> declared) {
    names = new ArrayList<>(declared);
    for (int i = 0; i < names.size(); i++) {
      indices.put(names.get(i), i);
    }
  }

  /** True if the program declares the name; else it is a builtin. */
  boolean isDeclared(String name) {
    return indices.containsKey(name);
  }

  /** The index of a declared global. */
  int index(String name) {
    return indices.get(name);
  }

  List<String> names() {
    return names;
  }
}
