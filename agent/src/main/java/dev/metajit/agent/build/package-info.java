/** Packs {@code jit.jar}; used by the build alone and not part of the jar. */
package dev.metajit.agent.build;
