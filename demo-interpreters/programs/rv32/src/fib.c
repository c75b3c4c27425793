/* Fibonacci numbers by recursion: fib n. */
#include "mini.h"

__attribute__((noinline)) static u32 fib(u32 n) {
  __asm__ volatile("");
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

int program(int argc, char **argv) {
  u32 n = (u32)argument(argc, argv, 1, 15);
  print("fib %u is %u\n", n, fib(n));
  return 0;
}
