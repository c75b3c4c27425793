package dev.metajit.demo.kestrel;

import java.util.Arrays;
import java.util.Comparator;

/** A guest list: an array with room to grow. */
final class KList {
  private static final int SMALLEST = 8;

  private Object[] elements;
  private int size;

  /** A list with these elements; takes the array over. */
  KList(Object[] elements) {
    this.elements = elements;
    this.size = elements.length;
  }

  int size() {
    return size;
  }

  /** The element at an index from 0; the caller has checked it against {@link #size}. */
  Object get(int index) {
    return elements[index];
  }

  /** Replaces an element, as {@link #get}. */
  void set(int index, Object value) {
    elements[index] = value;
  }

  void append(Object value) {
    if (size == elements.length) {
      grow();
    }
    elements[size++] = value;
  }

  private void grow() {
    elements = Arrays.copyOf(elements, Math.max(SMALLEST, 2 * size));
  }

  /** Removes and returns the last element of a list that is not empty. */
  Object removeLast() {
    Object last = elements[--size];
    elements[size] = null;
    return last;
  }

  /** Removes and returns an element; those after it move down. */
  Object remove(int index) {
    Object removed = elements[index];
    System.arraycopy(elements, index + 1, elements, index, size - index - 1);
    elements[--size] = null;
    return removed;
  }

  /** Puts an element before the one at {@code index}, which may be the size. */
  void insert(int index, Object value) {
    append(value);
    System.arraycopy(elements, index, elements, index + 1, size - 1 - index);
    elements[index] = value;
  }

  /** A new list of the elements from {@code from} to before {@code to}. */
  KList slice(int from, int to) {
    return new KList(Arrays.copyOfRange(elements, from, to));
  }

  /** The elements in a new array. */
  Object[] toArray() {
    return Arrays.copyOf(elements, size);
  }

  void clear() {
    Arrays.fill(elements, 0, size, null);
    size = 0;
  }

  void reverse() {
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      Object swapped = elements[i];
      elements[i] = elements[j];
      elements[j] = swapped;
    }
  }

  /** Sorts; equal elements keep their order. */
  void sort(Comparator<Object> order) {
    Object[] sorted = toArray();
    Arrays.sort(sorted, order);
    elements = sorted;
    size = sorted.length;
  }

  /** The index of the first element that equals {@code value}, or -1. */
  int indexOf(Object value) {
    for (int i = 0; i < size; i++) {
      if (Comparison.equal(elements[i], value)) {
        return i;
      }
    }
    return -1;
  }
}
