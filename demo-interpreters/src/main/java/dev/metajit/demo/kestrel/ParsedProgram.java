package dev.metajit.demo.kestrel;

import java.util.Set;

/**
 * A parsed file.
 *
 * @param main a function without parameters whose body is the file
 * @param globals the names it declares outside of functions and blocks, in order
 */
record ParsedProgram(Expr.Function main, Set<String> globals) {}
