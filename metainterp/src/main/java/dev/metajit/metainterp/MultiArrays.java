package dev.metajit.metainterp;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;

/** The allocation of an array of several dimensions, or of a large one, as a call. */
final class MultiArrays {
  private static final MethodHandle NEW_INSTANCE = find();

  private MultiArrays() {}

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Array.class,
              "newInstance",
              MethodType.methodType(Object.class, Class.class, int[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The call that allocates an array of this class with so many dimensions given. */
  static CallDescr callDescr(Class<?> arrayClass, int dimensions) {
    Class<?> component = arrayClass;
    for (int i = 0; i < dimensions; i++) {
      component = component.getComponentType();
    }
    MethodHandle handle = NEW_INSTANCE.bindTo(component).asCollector(int[].class, dimensions);
    return new CallDescr("multianewarray", handle, EffectInfo.of(EffectInfo.Extra.CAN_RAISE));
  }
}
