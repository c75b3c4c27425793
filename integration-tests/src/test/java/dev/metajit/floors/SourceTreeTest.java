package dev.metajit.floors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every source file keeps to. */
class SourceTreeTest {
  private static final int MOST_LINES = 800;

  /** Tables and dispatch loops that may be longer, by name; this is the one place for them. */
  private static final Set<String> MAY_BE_LONGER = Set.of();

  @Test
  void noFileIsTooLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path source : sources()) {
      int lines = Files.readAllLines(source).size();
      if (lines > MOST_LINES && !MAY_BE_LONGER.contains(name(source))) {
        tooLong.add(source + " has " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void everyPackageHasAMap() throws IOException {
    List<Path> without =
        sources().stream()
            .map(Path::getParent)
            .filter(directory -> directory.toString().contains("/src/main/java/"))
            .distinct()
            .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
            .toList();

    assertThat(without).as("packages without package-info.java").isEmpty();
  }

  /** All Java files of the modules. */
  static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        Workplace.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            boolean skipped = name(path).equals("target") || name(path).equals(".git");
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (name(path).endsWith(".java")) {
              sources.add(path);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(sources).isNotEmpty();
    return sources;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
