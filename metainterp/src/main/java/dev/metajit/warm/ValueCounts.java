package dev.metajit.warm;

/**
 * Counts how often each of a few values has come, as far as there are few: a value that is new
 * takes the place of the one that has come least, the oldest of those. So among values that are
 * always new none gets far.
 */
final class ValueCounts {
  private static final int SIZE = 32;

  private final int[] hashes = new int[SIZE];
  private final int[] counts = new int[SIZE];
  private int hand;

  /** The value with this hash has come; how often by now. */
  int count(int hash) {
    int least = hand;
    for (int i = 0; i < SIZE; i++) {
      if (counts[i] > 0 && hashes[i] == hash) {
        return ++counts[i];
      }
      if (counts[i] < counts[least]) {
        least = i;
      }
    }
    hashes[least] = hash;
    counts[least] = 1;
    hand = (least + 1) % SIZE;
    return 1;
  }
}
