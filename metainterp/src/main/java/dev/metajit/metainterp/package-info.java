/**
 * The tracer and the way back. {@link dev.metajit.metainterp.MetaInterp} executes JitCode for real
 * and records what it does; each inlined method is an {@code MIFrame}. When a guard of compiled
 * code fails, {@link dev.metajit.metainterp.Resume} rebuilds the frames for the {@link
 * dev.metajit.metainterp.Blackhole}, which finishes them up to the next merge point; or {@link
 * dev.metajit.metainterp.BridgeReader} rebuilds them for the tracer, and a bridge is recorded.
 *
 * <p>In come JitCode (from {@code dev.metajit.codewriter}) and concrete values; out go traces (to
 * {@code dev.metajit.optimizer}) and a {@link dev.metajit.metainterp.BlackholeOutcome}: how the
 * portal goes on. Read {@code MetaInterp} first.
 */
package dev.metajit.metainterp;
