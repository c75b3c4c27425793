/**
 * The backend that turns traces into JVM bytecode and leaves the machine code to HotSpot. It
 * supports every operation.
 *
 * <p>{@link dev.metajit.backend.jvm.JvmBackend} cuts traces that are too long for one method
 * ({@link dev.metajit.backend.jvm.TraceCutter}). For each trace that is entered from outside,
 * {@code MethodPlan} chooses which traces of its group go into one method with it, and which into
 * other methods of the same class, {@code ClassGenerator} makes a hidden class of them, and {@code
 * TraceGenerator} writes the operations of one trace.
 */
package dev.metajit.backend.jvm;
