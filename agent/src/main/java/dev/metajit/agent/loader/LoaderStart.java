package dev.metajit.agent.loader;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes the loader, and opens to it what it needs of {@code java.base}. */
public final class LoaderStart implements Function<Object[], Object> {
  /** Called by name. */
  public LoaderStart() {}

  /**
   * A loader.
   *
   * @param arguments {@code jit.jar} as a {@code File}, and the JVM's {@code Instrumentation} or
   *     {@code null}: nothing is opened then
   */
  @Override
  public ClassLoader apply(Object[] arguments) {
    return make((File) arguments[0], (Instrumentation) arguments[1]);
  }

  private static JitLoader make(File jar, Instrumentation instrumentation) {
    try {
      JitLoader loader = new JitLoader(new ClassStore(jar), jar, instrumentation);
      if (instrumentation != null) {
        Module own = LoaderStart.class.getModule();
        openBase(instrumentation, Set.of(own, loader.getUnnamedModule()));
      }
      return loader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives these modules {@code jdk.internal.misc} and all members of {@code java.lang} and {@code
   * java.lang.invoke}. Nobody else gains it, and the JVM prints no warning.
   */
  static void openBase(Instrumentation instrumentation, Set<Module> modules) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", modules),
        Map.of("java.lang.invoke", modules, "java.lang", modules, "jdk.internal.misc", modules),
        Set.of(),
        Map.of());
  }
}
