package dev.metajit.backend.jvm;

import dev.metajit.trace.Trace;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * How many bytes of code each trace took when it was first generated. In another method it is a
 * little more or less, as more or fewer of its exits lead out of the method.
 */
final class CodeSizes {
  /** An operation takes four bytes at the least, but for those that take none. */
  private static final int BYTES_OF_OPERATION = 3;

  private final Map<Trace, Integer> sizes = Collections.synchronizedMap(new WeakHashMap<>());

  /** Notes what the traces of a method took. */
  void add(GeneratedClass generated) {
    generated.sizes().forEach(sizes::putIfAbsent);
  }

  /** What the trace will take, about. */
  int about(Trace trace) {
    Integer size = sizes.get(trace);
    return size == null ? 3 * BYTES_OF_OPERATION * trace.operations().size() : size;
  }

  /** What the trace will take at the least, about. */
  int least(Trace trace) {
    Integer size = sizes.get(trace);
    return size == null ? BYTES_OF_OPERATION * trace.operations().size() : size * 3 / 4;
  }
}
