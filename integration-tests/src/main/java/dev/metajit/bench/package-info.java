/**
 * The benchmark runner behind {@code bin/bench}, and {@code bin/demo}. A {@link
 * dev.metajit.bench.Suite} (a resource {@code <name>.suite}) names interpreters; each has guest
 * programs in a directory with a {@code sizes.txt}. {@link dev.metajit.bench.Bench} runs every
 * program in every {@link dev.metajit.bench.Config}, each time in a fresh JVM, one configuration
 * after the other and round again, and {@link dev.metajit.bench.Report} prints a row for each.
 */
package dev.metajit.bench;
