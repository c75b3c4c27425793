/**
 * The class loader of all the agent's parts but {@link dev.metajit.agent.Agent}, which defines the
 * few classes in here; they import nothing but the JDK. Start with {@link
 * dev.metajit.agent.loader.JitLoader}.
 */
package dev.metajit.agent.loader;
