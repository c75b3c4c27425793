package dev.metajit.backend.memory;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;

/**
 * A critical downcall ({@code java.lang.foreign}, JDK 22 and later), looked up by name because this
 * class must load on 17. It goes to {@link NativeEntry}'s stub; initialize this class only after
 * that is installed.
 */
final class CriticalEntry {
  private static final MethodHandle ENTER = link();

  private CriticalEntry() {}

  static boolean isAvailable() {
    return ENTER != null;
  }

  static long enter(long code, long frame) {
    try {
      return (long) ENTER.invokeExact(code, frame);
    } catch (Throwable e) {
      throw new AssertionError("machine code cannot throw", e);
    }
  }

  private static MethodHandle link() {
    if (Runtime.version().feature() < 22 || NativeEntry.criticalStub() == 0) {
      return null;
    }
    try {
      return downcall(NativeEntry.criticalStub());
    } catch (Throwable e) {
      return null;
    }
  }

  private static MethodHandle downcall(long address) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<?> linkerType = Class.forName("java.lang.foreign.Linker");
    Class<?> optionType = Class.forName("java.lang.foreign.Linker$Option");
    Class<?> layoutType = Class.forName("java.lang.foreign.MemoryLayout");
    Class<?> descriptorType = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> segmentType = Class.forName("java.lang.foreign.MemorySegment");
    Object linker =
        lookup.findStatic(linkerType, "nativeLinker", MethodType.methodType(linkerType)).invoke();
    Object critical =
        lookup
            .findStatic(optionType, "critical", MethodType.methodType(optionType, boolean.class))
            .invoke(false);
    Object options = Array.newInstance(optionType, 1);
    Array.set(options, 0, critical);
    MethodType ofAddress = MethodType.methodType(segmentType, long.class);
    Object segment = lookup.findStatic(segmentType, "ofAddress", ofAddress).invoke(address);
    MethodType link =
        MethodType.methodType(MethodHandle.class, segmentType, descriptorType, options.getClass());
    return (MethodHandle)
        lookup
            .findVirtual(linkerType, "downcallHandle", link)
            .asFixedArity()
            .invokeWithArguments(
                linker, segment, longsToLong(lookup, descriptorType, layoutType), options);
  }

  private static Object longsToLong(
      MethodHandles.Lookup lookup, Class<?> descriptorType, Class<?> layoutType) throws Throwable {
    Object javaLong =
        Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_LONG").get(null);
    Object parameters = Array.newInstance(layoutType, 2);
    Array.set(parameters, 0, javaLong);
    Array.set(parameters, 1, javaLong);
    MethodType of = MethodType.methodType(descriptorType, layoutType, parameters.getClass());
    return lookup
        .findStatic(descriptorType, "of", of)
        .asFixedArity()
        .invokeWithArguments(javaLong, parameters);
  }
}
