package dev.metajit.codewriter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import jdk.internal.misc.Unsafe;

/**
 * Lookups that may see everything. Needs {@code java.base/jdk.internal.misc} exported to this
 * module.
 */
public final class Trusted {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** The JDK's own lookup, to which every member is accessible. */
  public static final Lookup LOOKUP = implLookup();

  private static final MethodHandle DECLARED_FIELDS =
      virtual(
          Class.class, "getDeclaredFields0", MethodType.methodType(Field[].class, boolean.class));

  private Trusted() {}

  /**
   * A lookup that sees what the class itself sees, and stands for it with caller-sensitive methods.
   */
  public static Lookup in(Class<?> type) {
    return LOOKUP.in(type);
  }

  private static Lookup implLookup() {
    try {
      var field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
      return (Lookup)
          UNSAFE.getReference(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this JVM has no trusted lookup", e);
    }
  }

  /** Any instance method. */
  static MethodHandle virtual(Class<?> owner, String name, MethodType type) {
    try {
      return LOOKUP.findVirtual(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no " + owner.getName() + "." + name, e);
    }
  }

  /** All fields that a class declares, without the filter of {@link Class#getDeclaredFields}. */
  static Field[] declaredFields(Class<?> type) {
    try {
      return (Field[]) DECLARED_FIELDS.invokeExact(type, false);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** True if a use of the class may run initializers. */
  static boolean isUninitialized(Class<?> type) {
    return UNSAFE.shouldBeInitialized(type);
  }

  /** Initializes a class. True if that is done for every thread. */
  static boolean initialize(Class<?> type) {
    UNSAFE.ensureClassInitialized(type);
    return !UNSAFE.shouldBeInitialized(type);
  }
}
