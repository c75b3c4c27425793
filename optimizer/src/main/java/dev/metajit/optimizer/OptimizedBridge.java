package dev.metajit.optimizer;

import dev.metajit.trace.Trace;

/**
 * A bridge, optimized.
 *
 * @param bridge ends with a jump to a loop, to {@code wayIn} or to an entry, or with a finish
 * @param wayIn a new way into a loop that the bridge jumps to, under a new token whose {@code
 *     loopState} says what it assumes; null if there is none
 */
public record OptimizedBridge(Trace bridge, Trace wayIn) {}
