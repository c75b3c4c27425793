package dev.metajit.backend.jvm;

import dev.metajit.backend.TraceGroup;
import java.util.function.Consumer;

/**
 * What traces share that are compiled together.
 *
 * @param group the traces
 * @param frameSize the slots that any of them needs
 * @param sizes of their code, as far as they are known
 * @param limit how many bytes of code a method may have
 * @param failed told what went wrong when a class was to be made at its first run
 */
record Compilation(
    TraceGroup group, int frameSize, CodeSizes sizes, int limit, Consumer<Throwable> failed) {}
