package dev.metajit.agent.runtime;

import dev.metajit.agent.inspect.Inspector;
import dev.metajit.driver.DriverFile;
import dev.metajit.driver.DriverSpec;
import dev.metajit.driver.Hints;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the drivers that the option {@code drivers} names: {@code builtin}, {@code auto}, {@code
 * none}, or files.
 */
final class DriverSources {
  private final Hints hints;
  private final List<String[]> classPathFiles;
  private final List<DriverSpec> specs = new ArrayList<>();

  /**
   * Sources.
   *
   * @param hints receives the hints
   * @param classPathFiles place and text of the driver files on the class path
   */
  DriverSources(Hints hints, List<String[]> classPathFiles) {
    this.hints = hints;
    this.classPathFiles = classPathFiles;
  }

  /** The drivers of these sources; what was drafted automatically gives way to what was written. */
  List<DriverSpec> read(List<String> sources) {
    for (String source : sources) {
      switch (source) {
        case "builtin" -> parseClassPathFiles();
        case "auto", "none" -> {}
        default -> readFile(source);
      }
    }
    if (sources.contains("auto")) {
      inspectClassPath();
    }
    return specs;
  }

  private void parseClassPathFiles() {
    for (String[] file : classPathFiles) {
      parse(file[0], file[1]);
    }
  }

  private void parse(String place, String text) {
    specs.addAll(DriverFile.parse(place, text, hints, Console::warn));
  }

  private void readFile(String source) {
    try {
      parse(source, Files.readString(Path.of(source)));
    } catch (NoSuchFileException e) {
      Console.warn("driver file " + source + ": there is no such file; correct the option drivers");
    } catch (IOException | InvalidPathException e) {
      Console.warn("driver file " + source + " cannot be read: " + e.getMessage());
    }
  }

  private void inspectClassPath() {
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      if (new File(entry).exists()) {
        inspect(Path.of(entry));
      }
    }
  }

  private void inspect(Path entry) {
    try {
      Inspector inspector = Inspector.inspect(entry);
      Optional<String> portal = inspector.bestClass();
      boolean known =
          specs.stream().anyMatch(spec -> portal.equals(Optional.of(spec.portalClass())));
      if (!known) {
        inspector.certainDraft().ifPresent(text -> parse("draft for " + entry, text));
      }
    } catch (IOException e) {
      Console.warn(entry + " cannot be inspected: " + e.getMessage());
    }
  }
}
