/**
 * The agent. {@link dev.metajit.agent.Agent} is all that the application's class loader sees;
 * {@code loader} loads the rest; {@code runtime} is the first package there; {@code rewrite} puts
 * hooks into portals; {@code build} packs {@code jit.jar}.
 */
package dev.metajit.agent;
