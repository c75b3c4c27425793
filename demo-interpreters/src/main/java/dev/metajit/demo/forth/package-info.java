/**
 * A Forth with 64-bit cells: token-threaded, every word an object with an {@code execute} method,
 * and no switch.
 *
 * <p>{@link dev.metajit.demo.forth.Forth} reads source text; outside a definition it runs each word
 * at once, inside it appends the word to the definition under construction. {@link
 * dev.metajit.demo.forth.Vm} holds the stacks, the memory and the inner interpreter: instruction
 * pointer and current code are its fields. The words stand by theme in {@code ArithmeticWords},
 * {@code ComparisonWords}, {@code StackWords}, {@code MemoryWords}, {@code FloatWords} and {@code
 * OutputWords}; control flow in {@code ControlWords} (at run time) and {@code CompilerWords} (at
 * compile time). Start reading at {@code Vm}.
 */
package dev.metajit.demo.forth;
