package dev.metajit.agent.runtime;

import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code --doctor}: says, one thing per line, whether this machine and JDK let the JIT do its work.
 */
final class Doctor {
  private static final Set<String> NATIVE_CPUS = Set.of("amd64", "x86_64");

  private final Instrumentation instrumentation;
  private final PrintStream out;
  private boolean healthy = true;

  Doctor(Instrumentation instrumentation, PrintStream out) {
    this.instrumentation = instrumentation;
    this.out = out;
  }

  private interface Check {
    String run() throws Throwable;
  }

  void run() {
    out.println("Metajit " + Commands.version());
    check("JDK", () -> Runtime.version() + " (" + System.getProperty("java.vm.name") + ")");
    check("system", () -> System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    check("processor", Doctor::processor);
    check("instrumentation", this::instrumentation);
    check("hooks", () -> loaderOf("dev.metajit.hooks.Hooks"));
    check("internal Unsafe", Doctor::unsafe);
    check(
        "trusted lookup",
        () -> new TrustedFieldLinker().reader(null, "java.lang.String", "hash", "I").toString());
    check("native access", Doctor::nativeAccess);
    check("JIT", () -> loaderOf("dev.metajit.warm.JitRuntime"));
    check("temporary files", Doctor::temporaryFiles);
    out.println(healthy ? "All is well." : "What failed is switched off; the rest works.");
  }

  private void check(String name, Check check) {
    String result;
    try {
      result = "ok    " + check.run();
    } catch (Throwable e) {
      healthy = false;
      result = "FAILS " + e;
    }
    out.println(String.format(Locale.ROOT, "  %-16s %s", name, result));
  }

  private static String processor() {
    String cpu = System.getProperty("os.arch");
    if (!NATIVE_CPUS.contains(cpu) || !System.getProperty("os.name").equals("Linux")) {
      return "no machine code on this system; loops run as JVM bytecode";
    }
    return "machine code for " + cpu;
  }

  private String instrumentation() {
    if (instrumentation == null) {
      throw new IllegalStateException("no instrumentation");
    }
    return "retransformation " + instrumentation.isRetransformClassesSupported();
  }

  private static String loaderOf(String className) throws ClassNotFoundException {
    Class<?> type = Class.forName(className, false, Doctor.class.getClassLoader());
    ClassLoader loader = type.getClassLoader();
    return loader == null ? "bootstrap loader" : "loader " + loader.getName();
  }

  private static String unsafe() throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    Object instance = unsafe.getMethod("getUnsafe").invoke(null);
    long address = (long) unsafe.getMethod("allocateMemory", long.class).invoke(instance, 8L);
    unsafe.getMethod("freeMemory", long.class).invoke(instance, address);
    return "works";
  }

  private static String nativeAccess() throws ReflectiveOperationException {
    Class<?> library = Class.forName("com.sun.jna.Native");
    return "JNA, pointers of " + library.getField("POINTER_SIZE").get(null) + " bytes";
  }

  private static String temporaryFiles() throws java.io.IOException {
    Path file = Files.createTempFile("metajit", ".tmp");
    Files.delete(file);
    return String.join(" ", List.of("in", String.valueOf(file.getParent())));
  }
}
