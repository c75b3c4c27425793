package dev.metajit.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The guest programs of one language, as {@code sizes.txt} lists them. */
public final class GuestFiles {
  private final Path folder;
  private final String extension;

  /**
   * A guest program.
   *
   * @param name the file's name without its extension
   * @param small the arguments for a short run
   * @param normal the arguments for a benchmark
   */
  public record Entry(String name, List<String> small, List<String> normal) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The programs in {@code programs/<language>}. */
  public GuestFiles(String language, String extension) {
    this.folder = Path.of("programs", language);
    this.extension = extension;
  }

  /** The programs that {@code sizes.txt} lists. */
  public List<Entry> entries() throws IOException {
    return Files.readAllLines(folder.resolve("sizes.txt")).stream()
        .map(line -> line.split(" "))
        .map(fields -> new Entry(fields[0], arguments(fields[1]), arguments(fields[2])))
        .toList();
  }

  private static List<String> arguments(String field) {
    return field.equals("-") ? List.of() : List.of(field.split(","));
  }

  /** The names of the program files there are. */
  public List<String> fileNames() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(extension))
          .map(name -> name.substring(0, name.length() - extension.length()))
          .sorted()
          .toList();
    }
  }

  /** The file of a program. */
  public Path file(String name) {
    return folder.resolve(name + extension);
  }

  /** The output at the small size. */
  public String expected(String name) throws IOException {
    return Files.readString(folder.resolve("expected").resolve(name + ".txt"));
  }

  /** What the runner prints. */
  public static String output(GuestRunner runner) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    runner.run(out);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
