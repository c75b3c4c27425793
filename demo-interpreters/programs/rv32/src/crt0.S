# Entry: sets the global pointer; the stack holds argc and argv as on Linux.
    .globl _start
_start:
    .option push
    .option norelax
    la   gp, __global_pointer$
    .option pop
    lw   a0, 0(sp)
    addi a1, sp, 4
    call main
    li   a7, 93
    ecall
