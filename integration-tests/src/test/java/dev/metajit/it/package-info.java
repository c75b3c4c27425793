/**
 * Tests that start JVMs with {@code -javaagent:jit.jar}, on each JDK that Metajit is tested on.
 * {@link dev.metajit.it.AgentRun} starts one; {@link dev.metajit.it.GuestProgramsTest} is the
 * heart: the same output, plain and accelerated, for all guest programs in all configurations.
 */
package dev.metajit.it;
