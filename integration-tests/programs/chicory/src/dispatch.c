// A small stack machine written in C: calls through a table of functions, globals, 64-bit arithmetic.
#include "host.h"

typedef i64 (*operation)(i64 left, i64 right);

static i64 add(i64 left, i64 right) { return left + right; }
static i64 subtract(i64 left, i64 right) { return left - right; }
static i64 multiply(i64 left, i64 right) { return left * right; }
static i64 exclusive(i64 left, i64 right) { return left ^ right; }
static i64 rotate(i64 left, i64 right) {
  int n = right & 63;
  return (i64)((u64)left << n | (u64)left >> ((64 - n) & 63));
}

static const operation OPERATIONS[5] = {add, subtract, multiply, exclusive, rotate};
static const u8 PROGRAM[12] = {0, 2, 3, 4, 0, 1, 3, 2, 4, 3, 0, 1};

EXPORT(run) void run(int rounds) {
  i64 accumulator = 1;
  for (int round = 0; round < rounds; round++) {
    for (int pc = 0; pc < 12; pc++) {
      accumulator = OPERATIONS[PROGRAM[pc]](accumulator, round + pc * 3 + 1);
    }
  }
  print_i64(accumulator);
}
