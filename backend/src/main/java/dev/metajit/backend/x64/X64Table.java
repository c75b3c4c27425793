package dev.metajit.backend.x64;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Numbers for objects, so that machine code can name them. Numbers of removed objects are given out
 * again. Reading takes no lock.
 */
class X64Table<T> {
  private volatile Object[] entries = new Object[64];
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private int size;

  /** The object's number. */
  synchronized int add(T entry) {
    int number = free.isEmpty() ? size++ : free.pop();
    Object[] present = entries;
    if (number >= present.length) {
      present = Arrays.copyOf(present, 2 * present.length);
    }
    present[number] = entry;
    entries = present;
    return number;
  }

  @SuppressWarnings("unchecked")
  T get(int number) {
    return (T) entries[number];
  }

  /** Gives the number another object. */
  synchronized void set(int number, T entry) {
    entries[number] = entry;
  }

  synchronized void remove(int number) {
    entries[number] = null;
    free.push(number);
  }

  /** How many objects have a number. */
  synchronized int count() {
    return size - free.size();
  }
}
