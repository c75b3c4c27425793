package dev.metajit.warm;

import dev.metajit.driver.Portal;
import dev.metajit.driver.PortalVariable;
import dev.metajit.metainterp.GreenKey;
import dev.metajit.metainterp.PortalCode;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Guest locations in the user's words. */
final class Locations {
  private Locations() {}

  /** How locations of this portal are printed: by its author's method, or the greens themselves. */
  static PortalRuntime.Printer printer(Portal portal, PortalCode code) {
    MethodHandle handle = AuthorMethods.find(portal, code, portal.spec().printableLocation());
    if (handle == null) {
      return plainPrinter(portal);
    }
    return key -> {
      try {
        return String.valueOf(handle.invokeWithArguments(key.values(portal)));
      } catch (Throwable e) {
        return plain(portal, key);
      }
    };
  }

  /** Prints the names and values of the greens. */
  static PortalRuntime.Printer plainPrinter(Portal portal) {
    return key -> plain(portal, key);
  }

  private static String plain(Portal portal, GreenKey key) {
    StringBuilder text = new StringBuilder(name(portal)).append('(');
    List<Object> values = key.values(portal);
    for (int i = 0; i < values.size(); i++) {
      PortalVariable green = portal.greens().get(i);
      text.append(i == 0 ? "" : " ").append(green.name()).append('=').append(shown(values.get(i)));
    }
    return text.append(')').toString();
  }

  private static String name(Portal portal) {
    String name = portal.spec().name();
    return name == null || name.isEmpty()
        ? portal.owner().substring(portal.owner().lastIndexOf('/') + 1)
        : name;
  }

  private static String shown(Object value) {
    if (value == null || value instanceof Number || value instanceof String) {
      return String.valueOf(value);
    }
    return value.getClass().getSimpleName()
        + "@"
        + Integer.toHexString(System.identityHashCode(value));
  }
}
