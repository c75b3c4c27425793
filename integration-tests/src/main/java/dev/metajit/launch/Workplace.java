package dev.metajit.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the source tree is, and what the build has put there. */
public final class Workplace {
  private static final Path ROOT = findRoot();

  private Workplace() {}

  /** The root of the source tree. */
  public static Path root() {
    return ROOT;
  }

  /** A path in the source tree. */
  public static Path path(String relative) {
    return ROOT.resolve(relative);
  }

  /**
   * The agent.
   *
   * @throws IllegalStateException if it has not been built
   */
  public static Path agentJar() {
    return built("agent/target/jit.jar");
  }

  /** The class path of the demo interpreters. */
  public static String demoClassPath() {
    return classPath("demo-interpreters/target/classes", "annotations/target/classes");
  }

  /** A class path of things in the source tree, all of which must have been built. */
  public static String classPath(String... relatives) {
    return String.join(
        File.pathSeparator,
        List.of(relatives).stream().map(relative -> built(relative).toString()).toList());
  }

  private static Path built(String relative) {
    Path path = path(relative);
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is not there; run: mvn package -Dquickly");
    }
    return path;
  }

  /** The nearest directory upwards that holds the agent's module. */
  private static Path findRoot() {
    Path start = Path.of("").toAbsolutePath();
    for (Path path = start; path != null; path = path.getParent()) {
      if (Files.exists(path.resolve("agent/pom.xml"))) {
        return path;
      }
    }
    throw new IllegalStateException("not in the source tree of Metajit: " + start);
  }
}
