/**
 * What the agent's own class loader loads first: options, driver files, the transformer of portal
 * classes, logging, and the commands of {@code java -jar jit.jar}. Start with {@link
 * dev.metajit.agent.runtime.AgentRuntime}.
 */
package dev.metajit.agent.runtime;
