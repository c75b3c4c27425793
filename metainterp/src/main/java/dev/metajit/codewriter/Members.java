package dev.metajit.codewriter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * Inside views of {@code java.lang.invoke} that its public side does not offer: whether a handle's
 * method is caller-sensitive, and a handle that runs a constructor on an object that is there
 * already.
 */
final class Members {
  private static final MethodHandle MEMBER_NAME;
  private static final MethodHandle IS_CALLER_SENSITIVE;
  private static final MethodHandle INIT_METHOD;
  private static final MethodHandle LAMBDA_FORM;
  private static final MethodHandle NEW_SPECIAL;

  static {
    try {
      Lookup lookup = Trusted.LOOKUP;
      Class<?> member = Class.forName("java.lang.invoke.MemberName");
      Class<?> direct = Class.forName("java.lang.invoke.DirectMethodHandle");
      Class<?> form = Class.forName("java.lang.invoke.LambdaForm");
      MEMBER_NAME =
          lookup
              .findVirtual(MethodHandle.class, "internalMemberName", MethodType.methodType(member))
              .asType(MethodType.methodType(Object.class, MethodHandle.class));
      IS_CALLER_SENSITIVE =
          lookup
              .findVirtual(member, "isCallerSensitive", MethodType.methodType(boolean.class))
              .asType(MethodType.methodType(boolean.class, Object.class));
      INIT_METHOD =
          lookup
              .findGetter(
                  Class.forName("java.lang.invoke.DirectMethodHandle$Constructor"),
                  "initMethod",
                  member)
              .asType(MethodType.methodType(Object.class, MethodHandle.class));
      LAMBDA_FORM =
          lookup
              .findStatic(
                  direct, "preparedLambdaForm", MethodType.methodType(form, member, boolean.class))
              .asType(MethodType.methodType(Object.class, Object.class, boolean.class));
      NEW_SPECIAL =
          lookup
              .findConstructor(
                  Class.forName("java.lang.invoke.DirectMethodHandle$Special"),
                  MethodType.methodType(
                      void.class, MethodType.class, form, member, boolean.class, Class.class))
              .asType(
                  MethodType.methodType(
                      MethodHandle.class,
                      MethodType.class,
                      Object.class,
                      Object.class,
                      boolean.class,
                      Class.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Members() {}

  /** True if a direct handle's method looks at who calls it. */
  static boolean isCallerSensitive(MethodHandle handle) {
    try {
      Object member = (Object) MEMBER_NAME.invokeExact(handle);
      return member != null && (boolean) IS_CALLER_SENSITIVE.invokeExact(member);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A handle that runs a constructor on an object.
   *
   * @param constructor a direct handle that makes an object with this constructor
   * @return a handle whose first parameter is the object, and that returns nothing
   */
  static MethodHandle initializer(MethodHandle constructor) {
    Class<?> owner = constructor.type().returnType();
    MethodType type =
        constructor.type().changeReturnType(void.class).insertParameterTypes(0, owner);
    try {
      Object member = (Object) INIT_METHOD.invokeExact(constructor.asFixedArity());
      Object form = (Object) LAMBDA_FORM.invokeExact(member, false);
      return (MethodHandle) NEW_SPECIAL.invokeExact(type, form, member, false, (Class<?>) owner);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
