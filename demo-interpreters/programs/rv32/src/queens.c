/* Counts the ways to place n queens, with arrays and recursion: queens n. */
#include "mini.h"

static int n;
static u8 column_used[32];
static u8 rising_used[64];
static u8 falling_used[64];
static int solutions;

static void place(int row) {
  if (row == n) {
    solutions++;
    return;
  }
  for (int column = 0; column < n; column++) {
    u8 *rising = &rising_used[row + column];
    u8 *falling = &falling_used[row - column + n];
    if (!column_used[column] && !*rising && !*falling) {
      column_used[column] = *rising = *falling = 1;
      place(row + 1);
      column_used[column] = *rising = *falling = 0;
    }
  }
}

int program(int argc, char **argv) {
  n = argument(argc, argv, 1, 6);
  place(0);
  print("%d queens: %d solutions\n", n, solutions);
  return 0;
}
