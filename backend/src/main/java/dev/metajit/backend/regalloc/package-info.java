/**
 * Register allocation for traces, the same for every CPU. In: the instructions of one straight
 * trace, as {@link dev.metajit.backend.regalloc.Node}s that say what each reads, writes and
 * destroys. Out: an {@link dev.metajit.backend.regalloc.Allocation}: a place for every operand, and
 * the moves between. {@link dev.metajit.backend.regalloc.LinearScan} makes it; {@link
 * dev.metajit.backend.regalloc.AllocationChecker} checks it without knowing how it was made.
 */
package dev.metajit.backend.regalloc;
