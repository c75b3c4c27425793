/**
 * Finds the dispatch loops of an interpreter by itself and drafts a driver file: {@code java -jar
 * jit.jar --inspect some.jar}.
 *
 * <p>In come class files ({@link dev.metajit.agent.inspect.ClassSet}). {@link
 * dev.metajit.agent.inspect.LoopFinder} looks in every method for a loop around a large switch, or
 * around a virtual call on an element fetched by a moving index; {@link
 * dev.metajit.agent.inspect.ValueTrail} follows what is switched over back to the {@link
 * dev.metajit.agent.inspect.Fetch} of an instruction. {@link dev.metajit.agent.inspect.DriverDraft}
 * writes the driver file. Read {@link dev.metajit.agent.inspect.Inspector} first.
 */
package dev.metajit.agent.inspect;
