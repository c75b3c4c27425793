/**
 * Starts JVMs, for the tests that need one with the agent and for the benchmark runner. Comes in: a
 * {@link dev.metajit.launch.Jdk} and a {@link dev.metajit.launch.JvmCommand}; goes out: a {@link
 * dev.metajit.launch.JvmResult}. {@link dev.metajit.launch.Workplace} knows where the build puts
 * things.
 */
package dev.metajit.launch;
