/**
 * Mistakes on purpose, to see that the machines of {@code bin/fuzz} find them: {@link
 * dev.metajit.fuzz.mutation.Mutation} lists them, {@link dev.metajit.fuzz.mutation.MutantLoader}
 * loads Metajit with one of them in its class files. The code that is shipped knows nothing of it.
 */
package dev.metajit.fuzz.mutation;
