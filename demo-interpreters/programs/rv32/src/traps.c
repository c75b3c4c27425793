/* Installs a trap handler and provokes every synchronous trap, then many in a loop: traps rounds. */
#include "mini.h"

volatile u32 trap_count;
volatile u32 trap_cause;
volatile u32 trap_value;

/* Notes cause and value, and goes on behind the instruction. A jump that failed goes on at its return address. */
__asm__(
    ".text\n"
    ".align 2\n"
    "handler:\n"
    "  csrw mscratch, t0\n"
    "  addi sp, sp, -16\n"
    "  sw   t1, 0(sp)\n"
    "  csrr t0, mcause\n"
    "  la   t1, trap_cause\n"
    "  sw   t0, 0(t1)\n"
    "  csrr t0, mtval\n"
    "  la   t1, trap_value\n"
    "  sw   t0, 0(t1)\n"
    "  la   t1, trap_count\n"
    "  lw   t0, 0(t1)\n"
    "  addi t0, t0, 1\n"
    "  sw   t0, 0(t1)\n"
    "  csrr t0, mcause\n"
    "  li   t1, 1\n"
    "  beq  t0, t1, 1f\n"
    "  csrr t0, mepc\n"
    "  addi t0, t0, 4\n"
    "  j    2f\n"
    "1: mv   t0, ra\n"
    "2: csrw mepc, t0\n"
    "  lw   t1, 0(sp)\n"
    "  addi sp, sp, 16\n"
    "  csrr t0, mscratch\n"
    "  mret\n");
extern char handler[];

static void report(const char *what) {
  print("%s: cause %u value %08x count %u\n", what, trap_cause, trap_value, trap_count);
  trap_cause = trap_value = ~0u;
}

static u32 load_word(u32 address) {
  u32 result = 0;
  __asm__ volatile("lw %0, 0(%1)" : "+r"(result) : "r"(address) : "memory");
  return result;
}

static void store_half(u32 address, u32 value) {
  __asm__ volatile("sh %1, 0(%0)" ::"r"(address), "r"(value) : "memory");
}

static void jump(u32 address) {
  __asm__ volatile("jalr ra, 0(%0)" ::"r"(address) : "ra", "memory");
}

int program(int argc, char **argv) {
  int rounds = argument(argc, argv, 1, 10);
  static u32 words[4] = {1, 2, 3, 4};
  __asm__ volatile("csrw mtvec, %0" ::"r"(handler));
  u32 vector;
  __asm__ volatile("csrr %0, mtvec" : "=r"(vector));
  print("vector %s\n", vector == (u32)handler ? "set" : "not set");

  load_word(2);
  report("misaligned load");
  load_word(0xfffffff0u);
  report("load outside");
  store_half(3, 0);
  report("misaligned store");
  store_half(0xfffffff0u, 0);
  report("store outside");
  __asm__ volatile(".word 0xffffffff");
  report("illegal instruction");
  __asm__ volatile("ebreak");
  trap_value = 0;
  report("breakpoint");
  jump(0xfffffff0u);
  report("jump outside");
  jump(0x10002u);
  report("misaligned jump");
  __asm__ volatile("csrw mhartid, zero");
  trap_value = 0;
  report("read-only register");

  u32 sum = 0;
  for (int i = 0; i < rounds; i++) {
    sum += load_word((u32)words + 4 * (i & 3) + (i % 100 == 99));
  }
  print("sum %u traps %u\n", sum, trap_count);
  return 0;
}
