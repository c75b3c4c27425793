package dev.metajit.agent.runtime;

import dev.metajit.driver.DriverException;
import dev.metajit.hooks.Hooks;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Reads any field of any class through the trusted lookup, which the agent has opened to our
 * modules.
 */
final class TrustedFieldLinker extends Hooks.FieldLinker {
  @Override
  protected MethodHandle reader(ClassLoader loader, String owner, String field, String descriptor)
      throws ReflectiveOperationException {
    Class<?> type = MethodType.fromMethodDescriptorString("()" + descriptor, loader).returnType();
    return lookup().findGetter(Class.forName(owner, false, loader), field, type);
  }

  private static MethodHandles.Lookup lookup() {
    try {
      Field field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
      field.setAccessible(true);
      return (MethodHandles.Lookup) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new DriverException("this JDK has no trusted lookup: " + e);
    }
  }
}
