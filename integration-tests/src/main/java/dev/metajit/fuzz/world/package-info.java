/**
 * The heap of random interpreters: objects with fields of every kind, in a small hierarchy. Random
 * arms use whatever public fields and methods are found here, so a new member widens the search by
 * itself. Loaded anew for each run.
 */
package dev.metajit.fuzz.world;
