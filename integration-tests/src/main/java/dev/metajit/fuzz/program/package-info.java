/**
 * A random interpreter as a tree: {@link dev.metajit.fuzz.program.InterpreterSpec} holds the
 * registers and the arms of the dispatch switch, {@link dev.metajit.fuzz.program.Statement} and
 * {@link dev.metajit.fuzz.program.Expression} what they do, {@link
 * dev.metajit.fuzz.program.InterpreterWriter} makes the class file. The same tree is printed, and
 * shrunk.
 */
package dev.metajit.fuzz.program;
