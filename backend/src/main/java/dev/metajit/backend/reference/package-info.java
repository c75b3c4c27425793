/**
 * The backend that evaluates traces operation by operation: slow and obvious, it is what the others
 * are compared with. Read {@link dev.metajit.backend.reference.TraceEvaluation} first.
 */
package dev.metajit.backend.reference;
