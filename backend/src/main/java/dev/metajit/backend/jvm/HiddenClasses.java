package dev.metajit.backend.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;

/**
 * Defines hidden classes in which HotSpot heeds its own annotations, where this JDK lets us; else
 * plain ones.
 */
final class HiddenClasses {
  /** What {@code java.lang.invoke} asks for when it defines a hidden class of the JDK's. */
  private static final int HIDDEN_WITH_ANNOTATIONS = 0x2 | 0x8;

  private static final MethodHandle DEFINE = defineClass();

  private HiddenClasses() {}

  private static MethodHandle defineClass() {
    try {
      return MethodHandles.privateLookupIn(ClassLoader.class, MethodHandles.lookup())
          .findStatic(
              ClassLoader.class,
              "defineClass0",
              MethodType.methodType(
                  Class.class,
                  ClassLoader.class,
                  Class.class,
                  String.class,
                  byte[].class,
                  int.class,
                  int.class,
                  ProtectionDomain.class,
                  boolean.class,
                  int.class,
                  Object.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** True if HotSpot heeds its annotations in the classes that are defined here. */
  static boolean areAnnotationsHeeded() {
    return DEFINE != null;
  }

  /**
   * Defines and initializes a class of this package.
   *
   * @param data its class data
   */
  static Lookup define(String name, byte[] bytes, Object[] data) throws IllegalAccessException {
    Lookup own = MethodHandles.lookup();
    if (DEFINE == null) {
      return own.defineHiddenClassWithClassData(bytes, data, true);
    }
    try {
      Class<?> host = HiddenClasses.class;
      Class<?> made =
          (Class<?>)
              DEFINE.invokeExact(
                  host.getClassLoader(),
                  host,
                  name.replace('/', '.'),
                  bytes,
                  0,
                  bytes.length,
                  host.getProtectionDomain(),
                  true,
                  HIDDEN_WITH_ANNOTATIONS,
                  (Object) data);
      return MethodHandles.privateLookupIn(made, own);
    } catch (RuntimeException | Error | IllegalAccessException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot define a class that was generated here", e);
    }
  }
}
