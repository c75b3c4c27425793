/* Sorts pseudo-random numbers with quicksort and insertion sort: quicksort count. */
#include "mini.h"

static void insertion_sort(int *data, int count) {
  for (int i = 1; i < count; i++) {
    int value = data[i];
    int hole = i;
    while (hole > 0 && data[hole - 1] > value) {
      data[hole] = data[hole - 1];
      hole--;
    }
    data[hole] = value;
  }
}

static void quicksort(int *data, int count) {
  while (count > 12) {
    int pivot = data[count / 2];
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      while (data[low] < pivot) low++;
      while (data[high] > pivot) high--;
      if (low <= high) {
        int value = data[low];
        data[low++] = data[high];
        data[high--] = value;
      }
    }
    quicksort(data, high + 1);
    data += low;
    count -= low;
  }
  insertion_sort(data, count);
}

int program(int argc, char **argv) {
  int count = argument(argc, argv, 1, 1000);
  int *data = allocate(count * sizeof(int));
  u32 seed = 88172645u;
  for (int i = 0; i < count; i++) {
    data[i] = (int)random_next(&seed);
  }
  quicksort(data, count);
  int sorted = 1;
  u32 hash = 0;
  for (int i = 0; i < count; i++) {
    sorted &= i == 0 || data[i - 1] <= data[i];
    hash = 31 * hash + (u32)data[i];
  }
  print("%s %d numbers, least %d, greatest %d, hash %08x\n", sorted ? "sorted" : "NOT SORTED", count,
        data[0], data[count - 1], hash);
  return sorted ? 0 : 1;
}
