/**
 * The optimizer: recorded traces in, shorter traces with resume data out.
 *
 * <p>Read {@link dev.metajit.optimizer.Optimizer} first (what is asked of it), then {@code
 * Pipeline} (the list of passes) and {@code Walk} (one run over a recorded trace, which sends each
 * operation through the passes). What is known at a point of a trace stands in {@code Facts} (about
 * variables), in the heap pass (about memory) and in the pure pass (about results); {@code
 * LoopState} is all of this at a loop's start, so that the loop may count on it.
 */
package dev.metajit.optimizer;
