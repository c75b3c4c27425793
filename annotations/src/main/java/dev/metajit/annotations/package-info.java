/**
 * What an interpreter's author writes: {@link dev.metajit.annotations.JitDriver} names the portal,
 * {@link dev.metajit.annotations.Jit} gives hints. No dependencies; without the agent nothing here
 * has any effect. Every annotation has a twin line in a driver file, for interpreters that nobody
 * may edit.
 */
package dev.metajit.annotations;
