/**
 * What rewritten interpreters call. These classes, and only these, stand on the bootstrap loader:
 * they import nothing but {@code java.lang}. Start with {@link dev.metajit.hooks.Hooks}.
 */
package dev.metajit.hooks;
