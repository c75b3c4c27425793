/**
 * A RISC-V machine: RV32IM with machine-mode traps, loading ELF files that a C compiler made.
 *
 * <p>{@link dev.metajit.demo.rv32.ElfFile} reads the file, {@code Memory} holds the bytes, {@code
 * CodeCache} keeps them decoded (by {@code Decoder}), {@code Cpu} runs them, {@code
 * ControlRegisters} takes traps and {@code SystemCalls} is the world outside. {@link
 * dev.metajit.demo.rv32.Machine} puts these together. The shape of dispatch loop shown here: one
 * method with a {@code switch} over decoded instructions; registers and memory in {@code int}
 * arrays. Start reading at {@code Cpu}.
 */
package dev.metajit.demo.rv32;
