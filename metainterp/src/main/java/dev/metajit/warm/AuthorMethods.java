package dev.metajit.warm;

import dev.metajit.codewriter.Trusted;
import dev.metajit.driver.Loggers;
import dev.metajit.driver.Portal;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.PortalCode;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.function.Predicate;

/** The static methods of a portal's class that its author has named: they take the greens. */
final class AuthorMethods {
  private AuthorMethods() {}

  /**
   * The method of this name that takes the portal's greens; null if no name is given, or there is
   * no such method.
   */
  static MethodHandle find(Portal portal, PortalCode code, String name) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    for (Method method : code.code().owner().getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == portal.greens().size()) {
        return handle(method);
      }
    }
    Loggers.of("driver")
        .warn(
            "{}: no static method {} that takes {} greens; it is not asked",
            portal.spec().origin(),
            name,
            portal.greens().size());
    return null;
  }

  private static MethodHandle handle(Method method) {
    try {
      return Trusted.LOOKUP.unreflect(method);
    } catch (IllegalAccessException e) {
      return null;
    }
  }

  /** Which guest functions are never inlined; a method that throws says that this one is. */
  static Predicate<GreenKey> neverInline(Portal portal, PortalCode code) {
    MethodHandle handle = find(portal, code, portal.spec().canNeverInline());
    if (handle == null) {
      return key -> false;
    }
    return key -> {
      try {
        return (boolean) handle.invokeWithArguments(key.values(portal));
      } catch (Throwable e) {
        return false;
      }
    };
  }
}
