/**
 * Brainfuck: source text in, an {@code int} array of instructions in between, bytes out.
 *
 * <p>{@link dev.metajit.demo.bf.Compiler} turns the text into code, {@link
 * dev.metajit.demo.bf.Interpreter} runs it. The shape of dispatch loop shown here: one static
 * method, a {@code switch} on the code array, program counter and data pointer in locals. Start
 * reading at {@link dev.metajit.demo.bf.Interpreter}.
 */
package dev.metajit.demo.bf;
