package dev.metajit.optimizer;

import dev.metajit.trace.Trace;

/**
 * A loop, optimized.
 *
 * @param entry assumes nothing about its inputs, so any jump may go to its token, that of the
 *     recorded trace; it runs one iteration and ends with a jump to {@code loop}, or to itself if
 *     there is none
 * @param loop the loop proper, under a new token whose {@code loopState} says what it assumes; null
 *     if one more specialised copy did not pay
 */
public record OptimizedLoop(Trace entry, Trace loop) {}
