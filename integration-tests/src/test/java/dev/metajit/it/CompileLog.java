package dev.metajit.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code jit.log=compile} wrote into a file: one line for each loop and bridge. */
final class CompileLog {
  private static final Pattern BACKEND = Pattern.compile("\\bbackend=(\\w+)");

  private final Path file;

  /** A log in this directory. */
  CompileLog(Path directory) {
    this.file = directory.resolve("compile.log");
  }

  /** The agent's option that writes it. */
  String option() {
    return "log=compile:" + file;
  }

  /** The lines about compiled loops and bridges. */
  List<String> compilations() {
    return lines().stream().filter(line -> BACKEND.matcher(line).find()).toList();
  }

  /** The names of the backends that compiled something. */
  Set<String> backends() {
    return compilations().stream().map(CompileLog::backend).collect(Collectors.toSet());
  }

  private static String backend(String line) {
    Matcher matcher = BACKEND.matcher(line);
    if (!matcher.find()) {
      throw new IllegalArgumentException(line);
    }
    return matcher.group(1);
  }

  /** All lines. */
  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the backend that makes machine code for this machine's CPU. */
  static String nativeBackend() {
    return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "x64";
      case "aarch64" -> "a64";
      default -> "none";
    };
  }
}
