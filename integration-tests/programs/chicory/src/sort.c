// Quicksort over pseudo-random numbers: memory reads and writes.
#include "host.h"

#define LIMIT 1000000

static int values[LIMIT];

static void sort(int low, int high) {
  while (low < high) {
    int pivot = values[(low + high) / 2];
    int i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot) {
        i++;
      }
      while (values[j] > pivot) {
        j--;
      }
      if (i <= j) {
        int t = values[i];
        values[i] = values[j];
        values[j] = t;
        i++;
        j--;
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

EXPORT(run) void run(int n) {
  if (n > LIMIT) {
    __builtin_trap();
  }
  int seed = 42;
  for (int i = 0; i < n; i++) {
    seed = (seed * 1103 + 12345) % 65537;
    values[i] = seed;
  }
  sort(0, n - 1);
  int hash = 0, in_order = 1;
  for (int i = 0; i < n; i++) {
    hash = (hash * 31 + values[i]) % 65521;
    if (i > 0 && values[i - 1] > values[i]) {
      in_order = 0;
    }
  }
  print_i64(hash);
  write(in_order ? "true" : "false", in_order ? 4 : 5);
}
