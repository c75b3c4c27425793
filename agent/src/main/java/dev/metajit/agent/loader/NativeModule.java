package dev.metajit.agent.loader;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The module of JNA and of our code that calls native code. The JVM gives native access to a named
 * module, or to the classes of all class paths at once; it is nobody else's business. The module is
 * defined when the first of these classes is loaded, which is when the JIT is brought up.
 */
public final class NativeModule implements ModuleFinder {
  /** The resource that lists the module's packages, a line each. */
  public static final String PACKAGES = "native-packages";

  private static final String NAME = "dev.metajit.natives";

  private final ModuleReference reference;

  private NativeModule(Set<String> packages) {
    ModuleDescriptor.Builder builder = ModuleDescriptor.newOpenModule(NAME).packages(packages);
    packages.forEach(builder::exports);
    reference =
        new ModuleReference(builder.build(), URI.create("metajit:" + NAME)) {
          @Override
          public ModuleReader open() {
            throw new UnsupportedOperationException(NAME);
          }
        };
  }

  /** Defines the module; none of its classes is loaded yet. */
  static Module define(JitLoader loader, Instrumentation instrumentation) throws IOException {
    NativeModule finder = new NativeModule(packages(loader));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(finder, ModuleFinder.of(), Set.of(NAME));
    ModuleLayer.Controller controller =
        ModuleLayer.defineModules(configuration, List.of(boot), name -> loader);
    Module module = controller.layer().findModule(NAME).orElseThrow();
    boot.modules().forEach(read -> controller.addReads(module, read));
    controller.addReads(module, loader.getUnnamedModule());
    if (instrumentation != null) {
      LoaderStart.openBase(instrumentation, Set.of(module));
      readUnnamed(module);
      enableNativeAccess(module);
    }
    return module;
  }

  private static Set<String> packages(JitLoader loader) throws IOException {
    try (InputStream in = loader.getResourceAsStream(PACKAGES)) {
      return Set.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
    }
  }

  private static void readUnnamed(Module module) {
    try {
      Method method = Module.class.getDeclaredMethod("implAddReadsAllUnnamed");
      method.setAccessible(true);
      method.invoke(module);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK's modules are not as expected", e);
    }
  }

  /** From JDK 22 on native access is asked for; before, there is nothing to grant. */
  private static void enableNativeAccess(Module module) {
    if (Runtime.version().feature() < 22) {
      return;
    }
    try {
      Method method = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
      method.setAccessible(true);
      method.invoke(module);
    } catch (ReflectiveOperationException e) {
      System.err.println(
          "[jit] native access cannot be granted on this JDK; start it with"
              + " --enable-native-access=ALL-UNNAMED, or with -Djit.backend=jvm");
    }
  }

  @Override
  public Optional<ModuleReference> find(String name) {
    return name.equals(NAME) ? Optional.of(reference) : Optional.empty();
  }

  @Override
  public Set<ModuleReference> findAll() {
    return Set.of(reference);
  }
}
