package dev.metajit.demo.kestrel;

import java.util.Arrays;

/** A growing array of ints. */
final class IntList {
  private int[] elements = new int[16];
  private int size;

  void add(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }

  void set(int index, int element) {
    elements[index] = element;
  }

  int get(int index) {
    return elements[index];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}
