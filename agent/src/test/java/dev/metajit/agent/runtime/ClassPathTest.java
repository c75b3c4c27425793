package dev.metajit.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.driver.DriverFile;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  private final String classPath = System.getProperty("java.class.path");
  private final String command = System.getProperty("sun.java.command", "");

  @TempDir private Path directory;

  @AfterEach
  void restore() {
    System.setProperty("java.class.path", classPath);
    System.setProperty("sun.java.command", command);
  }

  private File jar(String name, String more, String... classes) throws IOException {
    Path file = directory.resolve(name);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (more != null) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, more);
    }
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      for (String entry : classes) {
        out.putNextEntry(new ZipEntry(entry + ".class"));
        out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return file.toFile();
  }

  private static ClassPath of(File... files) {
    System.setProperty(
        "java.class.path",
        Arrays.stream(files).map(File::getPath).collect(Collectors.joining(File.pathSeparator)));
    return new ClassPath();
  }

  @Test
  void theFirstThatHasAClassCounts() throws IOException {
    File first = jar("first.jar", null, "a/A");
    File second = jar("second.jar", null, "a/A", "a/B");
    Files.createDirectories(directory.resolve("classes/a"));
    Files.write(directory.resolve("classes/a/C.class"), new byte[] {1, 2, 3});
    File folder = directory.resolve("classes").toFile();
    try (ClassPath path = of(directory.resolve("none").toFile(), first, second, folder)) {
      assertThat(path.find("a/A")).asString().isEqualTo("first.jar");
      assertThat(path.find("a/B")).asString().isEqualTo("second.jar");
      assertThat(path.find("a/C")).containsExactly(1, 2, 3);
      assertThat(path.place("a/C")).isEqualTo(folder);
      assertThat(path.find("a/D")).isNull();
      assertThat(path.find("java/lang/Object")).isNull();
    }
  }

  @Test
  void nothingIsToldBehindAJarThatNamesOthersOrCannotBeRead() throws IOException {
    File more = jar("more.jar", "other.jar", "a/A");
    File last = jar("last.jar", null, "a/B");
    try (ClassPath path = of(more, last)) {
      assertThat(path.find("a/A")).asString().isEqualTo("more.jar");
      assertThat(path.find("a/B")).isNull();
    }
    File broken = Files.write(directory.resolve("broken.jar"), new byte[100]).toFile();
    try (ClassPath path = of(broken, last)) {
      assertThat(path.find("a/B")).isNull();
    }
  }

  private static List<DriverSpec> specs() {
    String text =
        """
        driver one
        portal a.One.run
        green pc
        driver two
        portal b.Two.run
        green pc
        """;
    return DriverFile.parse("test", text, new Hints(), message -> {});
  }

  @Test
  void thePortalBesideTheMainClassIsExpected() throws IOException {
    File one = jar("one.jar", null, "a/One");
    File two = jar("two.jar", null, "b/Two", "b/Main");
    File three = jar("three.jar", null, "c/Main");
    System.setProperty("sun.java.command", "b.Main with arguments");
    try (ClassPath path = of(one, two, three)) {
      assertThat(ExpectedPortal.among(specs(), path).name()).isEqualTo("two");
    }
    System.setProperty("sun.java.command", "c.Main");
    try (ClassPath path = of(one, two, three)) {
      assertThat(ExpectedPortal.among(specs(), path)).isNull();
    }
    try (ClassPath path = of(one, three)) {
      assertThat(ExpectedPortal.among(specs(), path).name()).isEqualTo("one");
    }
  }
}
