/**
 * What Java cannot do by itself: memory that is executable, a way into it, and roots that machine
 * code may read and write. The only package that touches JNA.
 *
 * <p>{@link dev.metajit.backend.memory.CodeMemory} hands out {@link
 * dev.metajit.backend.memory.CodeBlock}s; {@link dev.metajit.backend.memory.NativeEntry} runs them
 * on a {@link dev.metajit.backend.memory.NativeFrame}.
 */
package dev.metajit.backend.memory;
