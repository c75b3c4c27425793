/* The number below a limit with the longest Collatz sequence, with 64-bit values: collatz limit. */
#include "mini.h"

static int length(u64 n) {
  int steps = 0;
  while (n != 1) {
    n = n & 1 ? 3 * n + 1 : n >> 1;
    steps++;
  }
  return steps;
}

int program(int argc, char **argv) {
  int limit = argument(argc, argv, 1, 1000);
  int best = 1;
  int best_length = 0;
  for (int n = 1; n < limit; n++) {
    int steps = length((u64)n);
    if (steps > best_length) {
      best_length = steps;
      best = n;
    }
  }
  print("longest below %d is %d with %d steps\n", limit, best, best_length);
  return 0;
}
