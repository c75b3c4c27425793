/**
 * Runs guest programs on interpreters from Maven Central, which know nothing of Metajit, and the
 * same algorithms in Java.
 *
 * <p>{@link dev.metajit.bench.guests.LuajGuest}, {@link dev.metajit.bench.guests.ChicoryGuest} and
 * {@link dev.metajit.bench.guests.JawkGuest} take the file of a program and its arguments; {@link
 * dev.metajit.bench.guests.JavaLimits} takes the name of a program and its arguments.
 */
package dev.metajit.bench.guests;
