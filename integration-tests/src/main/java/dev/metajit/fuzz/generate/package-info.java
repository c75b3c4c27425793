/**
 * Chance: {@link dev.metajit.fuzz.generate.RandomInterpreter} makes interpreters out of {@link
 * dev.metajit.fuzz.generate.RandomStatements} and {@link
 * dev.metajit.fuzz.generate.RandomExpressions}; {@link dev.metajit.fuzz.generate.RandomGuest} makes
 * guests for them.
 */
package dev.metajit.fuzz.generate;
