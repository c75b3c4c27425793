package dev.metajit.demo;

import dev.metajit.annotations.Jit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of its own. */
public final class CommandLine {
  private CommandLine() {}

  /** How a command ended, and what it printed. */
  public record Result(int status, String output, String errors) {}

  /**
   * Runs {@code main} with these arguments and nothing on standard input.
   *
   * @param folder where the output may be kept
   */
  public static Result run(Path folder, Class<?> main, List<String> options, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", location(main) + ":" + location(Jit.class), main.getName()));
    command.addAll(arguments);
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Path input = Files.writeString(folder.resolve("input"), "");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    int status = process.waitFor();
    return new Result(status, text(output), text(errors));
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static String location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
