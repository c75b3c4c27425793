package dev.metajit.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK of this machine. Found in this order: the environment variable {@code JAVA17_HOME} or
 * {@code JAVA25_HOME}, the JDK that runs, a directory beside it.
 *
 * <p>This file needs nothing but the JDK, so that scripts can run it as it stands: {@code java
 * Jdk.java 25} prints the home of a JDK 25, or fails with status 1.
 *
 * @param feature the feature version, such as 17
 * @param home the Java home
 */
public record Jdk(int feature, Path home) {
  /** The feature versions that Metajit is tested on. */
  public static final List<Integer> TESTED = List.of(17, 25);

  /** Prints the home of the JDK whose feature version is the first argument. */
  public static void main(String[] args) {
    Optional<Jdk> found = find(Integer.parseInt(args[0]));
    if (found.isEmpty()) {
      System.exit(1);
    }
    System.out.println(found.get().home());
  }

  /** The JDK that runs this code. */
  public static Jdk running() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** The JDKs out of {@link #TESTED} that this machine has. */
  public static List<Jdk> tested() {
    return TESTED.stream().flatMap(feature -> find(feature).stream()).toList();
  }

  /** A JDK with this feature version, if the machine has one. */
  public static Optional<Jdk> find(int feature) {
    for (Path home : candidates(feature)) {
      if (featureOf(home) == feature) {
        return Optional.of(new Jdk(feature, home));
      }
    }
    return Optional.empty();
  }

  private static List<Path> candidates(int feature) {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("JAVA" + feature + "_HOME");
    if (named != null && !named.isBlank()) {
      homes.add(Path.of(named));
    }
    Path running = running().home();
    homes.add(running);
    if (running.getParent() != null) {
      homes.addAll(directoriesIn(running.getParent()));
    }
    return homes;
  }

  private static List<Path> directoriesIn(Path parent) {
    List<Path> directories = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
      entries.forEach(directories::add);
    } catch (IOException e) {
      return List.of(); // a directory nobody may list has no JDK for us
    }
    directories.sort(null);
    return directories;
  }

  /** The feature version of the JDK in this directory; 0 if there is no JDK with a compiler. */
  private static int featureOf(Path home) {
    if (!Files.isExecutable(home.resolve("bin/java"))
        || !Files.isExecutable(home.resolve("bin/javac"))) {
      return 0;
    }
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(reader);
      String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
      return version.isEmpty() ? 0 : Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }

  /** The {@code java} command. */
  public Path java() {
    return home.resolve("bin/java");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
