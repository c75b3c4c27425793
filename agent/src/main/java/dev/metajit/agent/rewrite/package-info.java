/**
 * Puts the hook into a portal. In comes a class file with a {@link dev.metajit.driver.Portal}, out
 * goes a class file whose portal calls {@link dev.metajit.hooks.Hooks} at its merge point, and a
 * second entry to the portal that goes on from a state. Start with {@link
 * dev.metajit.agent.rewrite.PortalRewriter}.
 */
package dev.metajit.agent.rewrite;
