/**
 * The trace IR: what the tracer records, the optimizer transforms and a backend compiles.
 *
 * <p>A {@link dev.metajit.trace.Trace} is a straight list of {@link dev.metajit.trace.Operation}s
 * over typed {@link dev.metajit.trace.Value}s; it ends with a jump to the start of a loop trace or
 * with a finish. Everything about an operation stands once in {@link dev.metajit.trace.Op}: read
 * that first. {@link dev.metajit.trace.TraceText} is its text form, {@link
 * dev.metajit.trace.Evaluator} its meaning.
 */
package dev.metajit.trace;
