package dev.metajit.agent.runtime;

import dev.metajit.agent.loader.JitLoader;
import dev.metajit.agent.rewrite.ClassDelta;
import dev.metajit.driver.DriverSpec;
import java.io.IOException;

/**
 * What the rewriting of a portal comes to, for the versions of interpreters that the driver files
 * in {@code jit.jar} were made for. It holds for a class file that is the same byte for byte, and
 * for the first portal of the process, whose number stands in the code.
 */
final class KnownPortals {
  /** What stands before the deltas' names in the agent's store; the driver's name follows. */
  private static final String FOLDER = "known/";

  private static final String DELTA = ".delta";

  private KnownPortals() {}

  /** True if the rewriting of the portal of this driver is known, if the class is the same. */
  static boolean isThereFor(DriverSpec spec) throws IOException {
    return delta(spec) != null;
  }

  /**
   * The class file as it is with the hook.
   *
   * @return {@code null} if it is not known
   */
  static byte[] rewritten(DriverSpec spec, byte[] classFile) throws IOException {
    byte[] delta = delta(spec);
    return delta == null ? null : ClassDelta.apply(delta, classFile);
  }

  private static byte[] delta(DriverSpec spec) throws IOException {
    return KnownPortals.class.getClassLoader() instanceof JitLoader loader
            && loader.isOwn(spec.origin())
        ? loader.classFile(FOLDER + spec.name() + DELTA)
        : null;
  }
}
