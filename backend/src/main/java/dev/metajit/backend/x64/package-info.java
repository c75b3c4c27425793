/**
 * The x86-64 backend: traces become machine code for Linux and the System V calling convention.
 *
 * <p>The way of a trace: {@link dev.metajit.backend.x64.X64Backend} → {@link
 * dev.metajit.backend.x64.X64Lowering} (which instructions, with what operand roles) → register
 * allocation → {@link dev.metajit.backend.x64.X64Encoder} (bytes, by the rows of {@link
 * dev.metajit.backend.x64.X64Row}) → {@link dev.metajit.backend.x64.X64CompiledTrace}.
 */
package dev.metajit.backend.x64;
