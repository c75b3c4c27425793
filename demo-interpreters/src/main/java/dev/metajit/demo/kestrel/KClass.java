package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Elidable;
import dev.metajit.annotations.Immutable;
import dev.metajit.annotations.QuasiImmutable;
import java.util.HashMap;
import java.util.Map;

/** A guest class. Its methods do not change once it exists. */
final class KClass {
  @Immutable final String name;
  @Immutable final KClass superclass;
  @Immutable final Shape emptyShape;
  private final Map<String, KFunction> methods = new HashMap<>();

  /** The largest number of fields that an instance has had. */
  @QuasiImmutable private int expectedFields;

  KClass(String name, KClass superclass) {
    this.name = name;
    this.superclass = superclass;
    this.emptyShape = new Shape(this);
    if (superclass != null) {
      methods.putAll(superclass.methods);
      expectedFields = superclass.expectedFields;
    }
  }

  /** Adds a method while the class is made. */
  void define(KFunction method) {
    method.home = this;
    methods.put(method.code.name, method);
  }

  /** The method of this class or the nearest superclass that has it, or null. */
  @Elidable
  KFunction method(String methodName) {
    return methods.get(methodName);
  }

  /** True for {@code other} and everything derived from it. */
  @Elidable
  boolean isSubclassOf(KClass other) {
    for (KClass type = this; type != null; type = type.superclass) {
      if (type == other) {
        return true;
      }
    }
    return false;
  }

  int expectedFields() {
    return expectedFields;
  }

  void expectFields(int count) {
    if (count > expectedFields) {
      expectedFields = count;
    }
  }
}
