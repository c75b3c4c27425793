/**
 * Machines that look for differences between plain and accelerated runs, started by {@code
 * bin/fuzz}: {@link dev.metajit.fuzz.Fuzz} runs cases of a {@link dev.metajit.fuzz.Machine} one
 * seed after the other. {@link dev.metajit.fuzz.InterpretersMachine} is the largest: a random
 * interpreter ({@code program}, {@code generate}) with a random guest runs on a random heap ({@code
 * world}), plain and under {@link dev.metajit.fuzz.InProcessJit}, and {@link
 * dev.metajit.fuzz.HeapText} of both must be the same.
 */
package dev.metajit.fuzz;
