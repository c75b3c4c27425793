package dev.metajit.bench.guests;

/** Quicksort over pseudo-random numbers. */
final class Sort {
  private final int[] values;

  private Sort(int size) {
    values = new int[size];
    int seed = 42;
    for (int i = 0; i < size; i++) {
      seed = (seed * 1103 + 12345) % 65537;
      values[i] = seed;
    }
  }

  /** A hash of the sorted numbers, and whether they are in order. */
  static String result(int size, String separator) {
    Sort sort = new Sort(size);
    sort.sort(0, size - 1);
    int hash = 0;
    boolean inOrder = true;
    for (int i = 0; i < size; i++) {
      hash = (hash * 31 + sort.values[i]) % 65521;
      inOrder &= i == 0 || sort.values[i - 1] <= sort.values[i];
    }
    return hash + separator + inOrder;
  }

  private void sort(int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int pivot = values[(low + high) / 2];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          swap(i++, j--);
        }
      }
      if (j - low < high - i) {
        sort(low, j);
        low = i;
      } else {
        sort(i, high);
        high = j;
      }
    }
  }

  private void swap(int i, int j) {
    int t = values[i];
    values[i] = values[j];
    values[j] = t;
  }
}
