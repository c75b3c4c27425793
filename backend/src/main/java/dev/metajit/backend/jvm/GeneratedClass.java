package dev.metajit.backend.jvm;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;
import java.util.Map;

/**
 * A class file that runs traces.
 *
 * @param methods the traces in each of its methods, which is entered at the first of them
 * @param bytes the class file; null if a method is longer than the JVM permits
 * @param data what its constants are filled from
 * @param exits by the numbers that its methods return
 * @param sizes how many bytes of code are for which trace
 * @param entries the numbers of the traces that it can be entered at; 0 is the first
 */
record GeneratedClass(
    List<List<Trace>> methods,
    byte[] bytes,
    Object[] data,
    List<Exit> exits,
    Map<Trace, Integer> sizes,
    Map<Trace, Integer> entries) {

  /** The traces in all of its methods. */
  List<Trace> traces() {
    return methods.stream().flatMap(List::stream).toList();
  }

  /**
   * How many bytes of code its longest method has, about; branches over long distances are not
   * counted.
   */
  int codeSize() {
    return methods.stream().mapToInt(this::codeSize).max().orElseThrow();
  }

  /** How many bytes of code the method of these traces has. */
  int codeSize(List<Trace> method) {
    return method.stream().mapToInt(sizes::get).sum();
  }

  /** True if the other, of the same form, is made of the same traces: there is no difference. */
  boolean isLike(GeneratedClass other) {
    return methods.equals(other.methods)
        && entries.equals(other.entries)
        && bytes.length == other.bytes.length;
  }

  /** Loads the class, whose first method has the {@link FrameForm}. */
  CompiledCode load() {
    try {
      return (CompiledCode) define().lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load a class that was generated here", e);
    }
  }

  /** Loads the class, whose first method has this form; the method. */
  MethodHandle load(CallForm form) {
    try {
      Lookup lookup = define();
      return lookup.findStatic(lookup.lookupClass(), form.name(), form.type());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load a class that was generated here", e);
    }
  }

  private Lookup define() throws IllegalAccessException {
    return HiddenClasses.define(ClassGenerator.NAME, bytes, data);
  }
}
