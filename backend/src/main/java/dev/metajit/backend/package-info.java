/**
 * The contract between the metainterp and what runs traces. A {@link dev.metajit.backend.Backend}
 * turns traces into {@link dev.metajit.backend.CompiledTrace}s; {@link
 * dev.metajit.backend.TraceRunner} runs them on a {@link dev.metajit.backend.Frame}, from one to
 * the next, until an exit leads back to Java.
 */
package dev.metajit.backend;
