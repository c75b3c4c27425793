package dev.metajit.codewriter;

import java.lang.invoke.MethodType;

/**
 * Tells which classes have a finalizer: their constructors register each object, so they must run
 * as they are.
 */
public final class Finalizers {
  private static final ClassValue<Boolean> HAS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return !type.isInterface() && declaresOne(type);
        }
      };

  private Finalizers() {}

  /** True if the class or a superclass other than {@code Object} has a {@code finalize} method. */
  public static boolean has(Class<?> type) {
    return HAS.get(type);
  }

  private static boolean declaresOne(Class<?> type) {
    var handle =
        Linkage.linkage(
            () ->
                Trusted.in(type)
                    .findSpecial(type, "finalize", MethodType.methodType(void.class), type));
    return Trusted.LOOKUP.revealDirect(handle).getDeclaringClass() != Object.class;
  }
}
