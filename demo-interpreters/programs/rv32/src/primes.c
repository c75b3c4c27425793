/* Counts primes with the sieve of Eratosthenes: primes limit rounds. */
#include "mini.h"

static int sieve(u8 *composite, int limit) {
  int count = 0;
  memset(composite, 0, limit);
  for (int i = 2; i < limit; i++) {
    if (composite[i]) {
      continue;
    }
    count++;
    if (i < 46341) {
      for (int multiple = i * i; multiple < limit; multiple += i) {
        composite[multiple] = 1;
      }
    }
  }
  return count;
}

int program(int argc, char **argv) {
  int limit = argument(argc, argv, 1, 10000);
  int rounds = argument(argc, argv, 2, 1);
  u8 *composite = allocate(limit);
  int count = 0;
  for (int round = 0; round < rounds; round++) {
    count = sieve(composite, limit);
  }
  print("%d primes below %d\n", count, limit);
  return 0;
}
