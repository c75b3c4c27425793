/**
 * Small interpreters, one or two for each of the telling cases in {@code docs/telling-cases.md}.
 * Each portal is named after its case; {@link dev.metajit.it.guest.telling.Telling} runs them all.
 */
package dev.metajit.it.guest.telling;
