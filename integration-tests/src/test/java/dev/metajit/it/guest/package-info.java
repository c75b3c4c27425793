/**
 * Programs that tests run in JVMs of their own: small interpreters, and programs that look at what
 * the agent leaves to be seen. They use nothing but the JDK and the annotations. {@link
 * dev.metajit.it.guest.Machine} is the one to read first.
 */
package dev.metajit.it.guest;
