package dev.metajit.demo.kestrel;

import java.io.PrintStream;

/** The guest program {@code sort} in Java. */
final class SortLimit {
  private SortLimit() {}

  static void run(int count, PrintStream out) {
    long[] first = randomNumbers(count);
    long[] second = first.clone();
    quicksort(first, 0, count - 1);
    shellSort(second);
    out.print("quicksort: " + isSorted(first) + " " + checksum(first) + "\n");
    out.print("shell sort: " + isSorted(second) + " " + checksum(second) + "\n");
  }

  private static long[] randomNumbers(int count) {
    long[] numbers = new long[count];
    long seed = 12345;
    for (int i = 0; i < count; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648L;
      numbers[i] = seed;
    }
    return numbers;
  }

  private static void quicksort(long[] list, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      long pivot = list[(low + high) / 2];
      int i = low;
      int j = high;
      while (i <= j) {
        while (list[i] < pivot) {
          i++;
        }
        while (list[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long swapped = list[i];
          list[i++] = list[j];
          list[j--] = swapped;
        }
      }
      if (j - low < high - i) {
        quicksort(list, low, j);
        low = i;
      } else {
        quicksort(list, i, high);
        high = j;
      }
    }
  }

  private static void shellSort(long[] list) {
    int gap = 1;
    while (gap < list.length / 3) {
      gap = 3 * gap + 1;
    }
    for (; gap >= 1; gap /= 3) {
      for (int i = gap; i < list.length; i++) {
        long moved = list[i];
        int j = i;
        for (; j >= gap && list[j - gap] > moved; j -= gap) {
          list[j] = list[j - gap];
        }
        list[j] = moved;
      }
    }
  }

  private static boolean isSorted(long[] list) {
    for (int i = 1; i < list.length; i++) {
      if (list[i - 1] > list[i]) {
        return false;
      }
    }
    return true;
  }

  private static long checksum(long[] list) {
    long sum = 0;
    for (long number : list) {
      sum = (sum * 31 + number) % 1000000007;
    }
    return sum;
  }
}
