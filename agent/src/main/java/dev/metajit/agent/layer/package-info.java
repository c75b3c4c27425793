/**
 * Brings up the agent's module layer out of {@code jit.jar}. These classes are defined by {@link
 * dev.metajit.agent.Agent} and import nothing but the JDK. Start with {@link
 * dev.metajit.agent.layer.LayerStart}.
 */
package dev.metajit.agent.layer;
