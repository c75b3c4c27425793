/**
 * The warm state: what is counted, traced, compiled and run where. {@link
 * dev.metajit.warm.JitRuntime} is what the hook calls; it finds the {@link
 * dev.metajit.warm.JitCell} of a guest location, runs its code if there is some, and has it traced
 * when it is hot. {@link dev.metajit.warm.Compiler} optimizes and compiles in the background.
 */
package dev.metajit.warm;
