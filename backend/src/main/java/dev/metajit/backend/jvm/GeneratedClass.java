package dev.metajit.backend.jvm;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;
import java.util.Map;

/**
 * A class file that runs traces.
 *
 * @param traces the traces in its method; it is entered at the first
 * @param bytes the class file; null if the method is longer than the JVM permits
 * @param data what its constants are filled from
 * @param exits by the numbers that its method returns
 * @param sizes how many bytes of the method's code are for which trace
 */
record GeneratedClass(
    List<Trace> traces, byte[] bytes, Object[] data, List<Exit> exits, Map<Trace, Integer> sizes) {

  /** How many bytes of code the method has, about; branches over long distances are not counted. */
  int codeSize() {
    return sizes.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** True if the other, of the same form, is made of the same traces: there is no difference. */
  boolean isLike(GeneratedClass other) {
    return traces.equals(other.traces) && bytes.length == other.bytes.length;
  }

  /** Loads the class, whose method has the {@link FrameForm}. */
  CompiledCode load() {
    try {
      return (CompiledCode) define().lookupClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load a class that was generated here", e);
    }
  }

  /** Loads the class, whose method has this form; the method. */
  MethodHandle load(CallForm form) {
    try {
      Lookup lookup = define();
      return lookup.findStatic(lookup.lookupClass(), form.name(), form.type());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot load a class that was generated here", e);
    }
  }

  private Lookup define() throws IllegalAccessException {
    return MethodHandles.lookup().defineHiddenClassWithClassData(bytes, data, true);
  }
}
