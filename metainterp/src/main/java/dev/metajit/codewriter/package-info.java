/**
 * From class file to {@link dev.metajit.codewriter.JitCode}, the form of a method that tracer and
 * blackhole execute.
 *
 * <p>In comes a method of a loaded class, a {@link dev.metajit.codewriter.ResolvedMethod}; out goes
 * an {@link dev.metajit.codewriter.Answer}: its code, or why it is called instead of looked into.
 * On the way: {@link dev.metajit.codewriter.Policy} decides, {@code BlockGraph} cuts the bytecode
 * into blocks, {@code Translator} turns each into three-address instructions, {@code Flattener}
 * puts them in a row, {@code Liveness} says which registers matter. Names are resolved when an
 * instruction is first executed, by {@code Linker}, with everything that is known of fields and
 * callees. Start with {@link dev.metajit.codewriter.CodeWriter} and {@link
 * dev.metajit.codewriter.JitOp}.
 */
package dev.metajit.codewriter;
