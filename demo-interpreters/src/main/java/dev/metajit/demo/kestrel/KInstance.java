package dev.metajit.demo.kestrel;

import dev.metajit.annotations.Jit;
import java.util.Arrays;

/** An instance of a guest class. */
final class KInstance {
  private Shape shape;
  private Object[] slots;

  KInstance(KClass type) {
    this.shape = type.emptyShape;
    this.slots = new Object[type.expectedFields()];
  }

  KClass type() {
    return Jit.promote(shape).owner;
  }

  /** True if the field has been set. */
  boolean has(String name) {
    return Jit.promote(shape).indexOf(name) != Shape.ABSENT;
  }

  /** The value of a field that has been set. */
  Object get(String name) {
    return slots[Jit.promote(shape).indexOf(name)];
  }

  void set(String name, Object value) {
    int index = Jit.promote(shape).indexOf(name);
    if (index != Shape.ABSENT) {
      slots[index] = value;
    } else {
      add(name, value);
    }
  }

  private void add(String name, Object value) {
    int index = Jit.promote(shape).size;
    if (index == slots.length) {
      slots = Arrays.copyOf(slots, index + 1);
    }
    slots[index] = value;
    shape = Jit.promote(shape).with(name);
  }
}
