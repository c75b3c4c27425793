/**
 * Kestrel, a small dynamic language: a parser, a compiler to stack bytecode, and one dispatch loop.
 *
 * <p>A source goes {@link dev.metajit.demo.kestrel.Lexer} → {@link dev.metajit.demo.kestrel.Parser}
 * (an {@link dev.metajit.demo.kestrel.Expr} and {@link dev.metajit.demo.kestrel.Stmt} tree with
 * resolved names) → {@link dev.metajit.demo.kestrel.FunctionCompiler} (a {@link
 * dev.metajit.demo.kestrel.CodeObject} for each function) → {@link
 * dev.metajit.demo.kestrel.Interpreter}, which is the class to read first.
 *
 * <p>Guest values are Java objects: nil is null, a bool a {@code Boolean}, an int a {@code Long}
 * or, beyond 64 bits, a {@code BigInteger}, a float a {@code Double}, a string a {@code String};
 * the rest have classes here that start with K.
 */
package dev.metajit.demo.kestrel;
