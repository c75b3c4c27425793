package dev.metajit.metainterp;

/**
 * The limits of one recording.
 *
 * @param operations how many may be recorded
 * @param recursion how many activations of the same guest function are inlined into one another;
 *     once a trace is long, no more than one
 * @param inlining false if guest calls are never inlined
 */
public record TracingLimits(int operations, int recursion, boolean inlining) {}
