package dev.metajit.agent.runtime;

import dev.metajit.agent.loader.JitLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import jdk.internal.misc.Unsafe;

/**
 * Defines the hooks in the bootstrap loader. ({@code appendToBootstrapClassLoaderSearch} would do
 * the same, but makes HotSpot give up sharing the application's classes, and say so on stderr.)
 */
final class HookClasses {
  /** What stands before their names in the agent's store of classes. */
  private static final String FOLDER = "hooks/";

  private static final String HOOKS = "dev/metajit/hooks/Hooks";

  /** Each before those that refer to it. */
  private static final List<String> NAMES =
      List.of(
          "dev/metajit/hooks/PortalState",
          HOOKS + "$Handler",
          HOOKS + "$Idle",
          HOOKS + "$FieldLinker",
          HOOKS);

  private HookClasses() {}

  /** Defines them if they are not there. */
  static void define() {
    if (!(HookClasses.class.getClassLoader() instanceof JitLoader loader) || areThere()) {
      return;
    }
    try {
      for (String name : NAMES) {
        byte[] bytes = loader.classFile(FOLDER + name + ".class");
        Unsafe.getUnsafe().defineClass(name, bytes, 0, bytes.length, null, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean areThere() {
    try {
      Class.forName(HOOKS.replace('/', '.'), false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
