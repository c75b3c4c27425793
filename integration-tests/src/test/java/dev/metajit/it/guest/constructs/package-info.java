/**
 * Samples of what Java can express, one method each, run in the loop of a portal by {@link
 * dev.metajit.it.guest.constructs.Constructs}. The page {@code docs/coverage.md} is made from what
 * becomes of them.
 */
package dev.metajit.it.guest.constructs;
