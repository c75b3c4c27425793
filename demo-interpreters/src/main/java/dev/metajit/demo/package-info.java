/**
 * What the demo interpreters share: the benchmark harness that runs a guest program several times
 * in one JVM.
 */
package dev.metajit.demo;
