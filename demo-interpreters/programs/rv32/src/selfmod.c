/* Writes instructions into memory and runs them after fence.i: selfmod rounds. */
#include "mini.h"

typedef int function(int);

enum { A0 = 10, RETURN = 0x00008067 };

/* addi a0, a0, amount */
static u32 add_immediate(int amount) {
  return (u32)amount << 20 | A0 << 15 | A0 << 7 | 0x13;
}

/* slli a0, a0, count */
static u32 shift_left(int count) { return (u32)count << 20 | A0 << 15 | 1 << 12 | A0 << 7 | 0x13; }

static void fence(void) { __asm__ volatile("fence.i" ::: "memory"); }

/* In the text segment, where a jump to it is direct. */
__asm__(
    ".section .patch,\"awx\"\n"
    ".align 2\n"
    ".globl patched\n"
    "patched:\n"
    "  addi a0, a0, 1\n"
    "  ret\n"
    ".text\n");
extern u32 patched[];

static int run_many(function *code, int value, int times) {
  for (int i = 0; i < times; i++) {
    value = code(value) & 0xffffff;
  }
  return value;
}

int program(int argc, char **argv) {
  int rounds = argument(argc, argv, 1, 5);
  u32 *buffer = allocate(4096);
  int value = 1;
  for (int round = 0; round < rounds; round++) {
    int length = 1 + round % 5;
    for (int i = 0; i < length; i++) {
      buffer[i] = (round + i) % 4 == 3 ? shift_left(1) : add_immediate(round % 50 - 20 + i);
    }
    buffer[length] = RETURN;
    fence();
    value = run_many((function *)buffer, value, 1000);
    patched[0] = add_immediate(round % 100);
    fence();
    value = run_many((function *)patched, value, 1000);
    if (round < 5 || round == rounds - 1) {
      print("round %d value %d\n", round, value);
    }
  }
  return 0;
}
