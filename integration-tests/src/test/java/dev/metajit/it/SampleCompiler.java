package dev.metajit.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles samples by the javac of a JDK, for a version of Java. */
final class SampleCompiler {
  private static final String PACKAGE = "dev.metajit.it.guest.constructs.";

  private final Jdk jdk;
  private final Path directory;

  /** Puts classes into this directory. */
  SampleCompiler(Jdk jdk, Path directory) {
    this.jdk = jdk;
    this.directory = directory;
  }

  /** Compiles a resource; the class's name. */
  String compile(String resource, int release) throws IOException, InterruptedException {
    String name = resource.substring(0, resource.indexOf('.')) + release;
    Path source = directory.resolve(name + ".java");
    Files.writeString(source, source(resource, name, release));
    Path log = directory.resolve("javac.log");
    Process javac =
        new ProcessBuilder(
                jdk.home().resolve("bin/javac").toString(),
                "--release",
                Integer.toString(release),
                "-Xlint:none",
                "-cp",
                Workplace.classPath("integration-tests/target/test-classes"),
                "-d",
                directory.toString(),
                source.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(javac.waitFor()).as(Files.readString(log)).isZero();
    return PACKAGE + name;
  }

  private static String source(String resource, String name, int release) throws IOException {
    try (InputStream in = SampleCompiler.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("NAME", name).replace("VERSION", Integer.toString(release));
    }
  }

  /** The releases that this JDK's compiler writes class files of, out of those that are tested. */
  List<Integer> releases() {
    return jdk.feature() < 21 ? List.of(8, 11, 17) : List.of(8, 11, 17, 21, 25);
  }
}
