package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A guest program of an interpreter.
 *
 * @param interpreter the interpreter
 * @param name the name of the program
 * @param smallSize arguments that keep it short
 * @param defaultSize arguments for a benchmark
 */
public record GuestProgram(
    Interpreter interpreter, String name, List<String> smallSize, List<String> defaultSize) {
  /** Makes the lists immutable. */
  public GuestProgram {
    smallSize = List.copyOf(smallSize);
    defaultSize = List.copyOf(defaultSize);
  }

  /** The name with the interpreter's in front. */
  public String fullName() {
    return interpreter.name() + "/" + name;
  }

  /** The file that the interpreter reads. */
  public Path file() {
    return directory().resolve(name + interpreter.extension());
  }

  /** The arguments of the size with this name, {@code small} or {@code default}. */
  public List<String> arguments(boolean small) {
    return small ? smallSize : defaultSize;
  }

  /** The output at the small size, if it is on file. */
  public Optional<String> expectedOutput() {
    Path path = expectedFile();
    try {
      return Files.exists(path)
          ? Optional.of(Files.readString(path, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file with the output at the small size; it need not be there. */
  public Path expectedFile() {
    return directory().resolve("expected").resolve(name + ".txt");
  }

  private Path directory() {
    return Workplace.path(interpreter.programs());
  }

  /** The arguments of the interpreter's main class. */
  public List<String> mainArguments(boolean small) {
    return concat(file().toString(), arguments(small));
  }

  /** A JVM that runs the program in the interpreter. */
  public JvmCommand inInterpreter(Jdk jdk, List<String> options, boolean small, Duration limit) {
    return new JvmCommand(
        jdk, options, classPath(), interpreter.mainClass(), mainArguments(small), limit);
  }

  /** A JVM that runs the same program written in Java by hand. */
  public JvmCommand inJava(Jdk jdk, List<String> options, boolean small, Duration limit) {
    return new JvmCommand(
        jdk, options, classPath(), interpreter.limitClass(), concat(name, arguments(small)), limit);
  }

  /** The interpreter's class path. */
  public String classPath() {
    return Workplace.classPath(interpreter.classPath().split(":"));
  }

  private static List<String> concat(String first, List<String> rest) {
    List<String> all = new ArrayList<>();
    all.add(first);
    all.addAll(rest);
    return all;
  }
}
