/* Multiplies square matrices of ints: matrix size rounds. */
#include "mini.h"

static void multiply(int n, const int *left, const int *right, int *product) {
  for (int row = 0; row < n; row++) {
    for (int column = 0; column < n; column++) {
      int sum = 0;
      for (int i = 0; i < n; i++) {
        sum += left[row * n + i] * right[i * n + column];
      }
      product[row * n + column] = sum;
    }
  }
}

int program(int argc, char **argv) {
  int n = argument(argc, argv, 1, 10);
  int rounds = argument(argc, argv, 2, 2);
  int *left = allocate(n * n * sizeof(int));
  int *right = allocate(n * n * sizeof(int));
  int *product = allocate(n * n * sizeof(int));
  for (int i = 0; i < n * n; i++) {
    left[i] = i % 7 - 3;
    right[i] = i % 11 - 5;
  }
  for (int round = 0; round < rounds; round++) {
    multiply(n, left, right, product);
    int *old = left;
    left = product;
    product = old;
  }
  u32 hash = 0;
  int trace = 0;
  for (int i = 0; i < n * n; i++) {
    hash = 31 * hash + (u32)left[i];
    trace += i % (n + 1) == 0 ? left[i] : 0;
  }
  print("trace %d hash %08x\n", trace, hash);
  return 0;
}
