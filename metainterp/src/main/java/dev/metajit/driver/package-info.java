/**
 * What the JIT is told from outside: drivers, hints and options.
 *
 * <p>In come annotations ({@code dev.metajit.annotations}, found by name in class files) and driver
 * files ({@link dev.metajit.driver.DriverFile}). Both become {@link dev.metajit.driver.DriverSpec}
 * and {@link dev.metajit.driver.Hints}. {@link dev.metajit.driver.PortalAnalysis} checks a spec
 * against the portal's class file and makes a {@link dev.metajit.driver.Portal}, which the agent's
 * rewriting and the JIT work from. {@link dev.metajit.driver.JitOption} is the one table of
 * options.
 *
 * <p>Read {@link dev.metajit.driver.DriverSpec} first, then {@link dev.metajit.driver.Portal}.
 */
package dev.metajit.driver;
