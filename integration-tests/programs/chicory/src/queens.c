// All ways to put n queens on a board: arrays and recursion.
#include "host.h"

static u8 columns[32], up[64], down[64];
static int size, solutions;

static void place(int row) {
  if (row == size) {
    solutions++;
    return;
  }
  for (int column = 0; column < size; column++) {
    int u = row + column, d = row - column + size;
    if (!(columns[column] | up[u] | down[d])) {
      columns[column] = up[u] = down[d] = 1;
      place(row + 1);
      columns[column] = up[u] = down[d] = 0;
    }
  }
}

EXPORT(run) void run(int n) {
  size = n;
  solutions = 0;
  place(0);
  print_i64(solutions);
}
