package dev.metajit.agent.layer;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * Puts the hooks on the bootstrap loader, defines the module layer, and opens to it what it needs
 * of {@code java.base}: {@code jdk.internal.misc} and {@code java.lang.invoke} to our own modules,
 * native access to JNA and to the backend. Nobody else gains any of this, and the JVM prints no
 * warning.
 */
public final class LayerStart {
  private static final String HOOKS = "dev.metajit.hooks.Hooks";
  private static final List<String> HOOK_CLASSES =
      List.of(
          "dev.metajit.hooks.PortalState",
          HOOKS + "$Handler",
          HOOKS + "$Idle",
          HOOKS + "$FieldLinker",
          HOOKS);
  private static final String RUNTIME = "dev.metajit.agent.runtime.AgentRuntime";
  private static final String COMMANDS = "dev.metajit.agent.runtime.Commands";
  private static final Set<String> NATIVE = Set.of("com.sun.jna", "dev.metajit.backend");

  private final Instrumentation instrumentation;
  private final JarFile jar;

  private LayerStart(Instrumentation instrumentation, JarFile jar) {
    this.instrumentation = instrumentation;
    this.jar = jar;
  }

  /**
   * Starts the agent's runtime.
   *
   * @param instrumentation the JVM's
   * @param jarFile {@code jit.jar}
   * @param arguments the agent's arguments, or {@code null}
   * @param names receives internal names of classes to hand to the result
   * @param driverFiles place and text of driver files
   * @return what rewrites portals; {@code null} if the agent is switched off
   */
  public static ClassFileTransformer start(
      Instrumentation instrumentation,
      File jarFile,
      String arguments,
      Set<String> names,
      List<String[]> driverFiles)
      throws Exception {
    Class<?> runtime = layerLoader(instrumentation, jarFile).loadClass(RUNTIME);
    return (ClassFileTransformer)
        runtime
            .getMethod("start", Instrumentation.class, String.class, Set.class, List.class)
            .invoke(null, instrumentation, arguments, names, driverFiles);
  }

  /** Runs a command of {@code java -jar jit.jar}. */
  public static void main(Instrumentation instrumentation, File jarFile, String[] arguments)
      throws Exception {
    Class<?> commands = layerLoader(instrumentation, jarFile).loadClass(COMMANDS);
    Method main = commands.getMethod("main", Instrumentation.class, String[].class);
    main.invoke(null, instrumentation, arguments);
  }

  private static ClassLoader layerLoader(Instrumentation instrumentation, File jarFile)
      throws Exception {
    LayerStart start = new LayerStart(instrumentation, new JarFile(jarFile, false));
    return start.defineLayer();
  }

  /**
   * Defines the hooks in the bootstrap loader. ({@code appendToBootstrapClassLoaderSearch} would do
   * the same, but makes HotSpot give up sharing the application's classes, and say so on stderr.)
   */
  private void addHooks() throws ReflectiveOperationException, IOException {
    if (isThere(HOOKS)) {
      return;
    }
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    Object instance = unsafe.getMethod("getUnsafe").invoke(null);
    Method define =
        unsafe.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
    for (String name : HOOK_CLASSES) {
      byte[] bytes = read("hooks/" + name.replace('.', '/') + ".classdata");
      define.invoke(instance, name, bytes, 0, bytes.length, null, null);
    }
  }

  private byte[] read(String entry) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return in.readAllBytes();
    }
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private ClassLoader defineLayer() throws Exception {
    ModuleLayer layer = new JarModules(jar).define(ClassLoader.getPlatformClassLoader());
    ClassLoader loader = layer.modules().iterator().next().getClassLoader();
    if (instrumentation != null) {
      openBase(layer);
      addHooks();
      readUnnamed(layer);
      enableNativeAccess(layer);
    }
    return loader;
  }

  private void openBase(ModuleLayer layer) {
    Set<Module> ours = new HashSet<>();
    for (Module module : layer.modules()) {
      if (module.getName().startsWith("dev.metajit.")) {
        ours.add(module);
      }
    }
    ours.add(LayerStart.class.getModule());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", ours),
        Map.of("java.lang.invoke", ours, "java.lang", ours, "jdk.internal.misc", ours),
        Set.of(),
        Map.of());
  }

  private static void readUnnamed(ModuleLayer layer) throws ReflectiveOperationException {
    Method method = Module.class.getDeclaredMethod("implAddReadsAllUnnamed");
    method.setAccessible(true);
    for (Module module : layer.modules()) {
      method.invoke(module);
    }
  }

  /** From JDK 22 on native access is asked for; before, there is nothing to grant. */
  private static void enableNativeAccess(ModuleLayer layer) {
    if (Runtime.version().feature() < 22) {
      return;
    }
    try {
      Method method = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
      method.setAccessible(true);
      for (Module module : layer.modules()) {
        if (NATIVE.contains(module.getName())) {
          method.invoke(module);
        }
      }
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      System.err.println(
          "[jit] native access cannot be granted on this JDK; start it with"
              + " --enable-native-access=ALL-UNNAMED, or with -Djit.backend=jvm");
    }
  }
}
