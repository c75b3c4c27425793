package dev.metajit.agent.rewrite;

import dev.metajit.hooks.Hooks;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;

/** Reads fields by reflection. */
final class TestFieldLinker extends Hooks.FieldLinker {
  @Override
  protected MethodHandle reader(ClassLoader loader, String owner, String field, String descriptor)
      throws ReflectiveOperationException {
    Field found = Class.forName(owner, false, loader).getDeclaredField(field);
    found.setAccessible(true);
    return MethodHandles.lookup().unreflectGetter(found);
  }
}
