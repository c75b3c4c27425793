package dev.metajit.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM to be started, without standard input and without environment variables that would change
 * it.
 *
 * @param jdk the JDK
 * @param options options of the JVM
 * @param classPath the class path
 * @param mainClass the main class
 * @param arguments the program's arguments
 * @param limit how long it may run before it is killed
 */
public record JvmCommand(
    Jdk jdk,
    List<String> options,
    String classPath,
    String mainClass,
    List<String> arguments,
    Duration limit) {
  /**
   * A limit for programs that should end in seconds; it only keeps a hung JVM from hanging the
   * build.
   */
  public static final Duration GENEROUS = Duration.ofMinutes(5);

  /** Makes the lists immutable. */
  public JvmCommand {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /** Starts the JVM and waits for its end. */
  public JvmResult run() {
    return run(Map.of());
  }

  /** As {@link #run()}, with these environment variables added. */
  public JvmResult run(Map<String, String> environment) {
    try {
      Path output = Files.createTempFile("jvm", ".out");
      Path error = Files.createTempFile("jvm", ".err");
      try {
        return run(environment, output, error);
      } finally {
        Files.delete(output);
        Files.delete(error);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + commandLine(), e);
    }
  }

  private JvmResult run(Map<String, String> environment, Path output, Path error)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(commandLine())
            .redirectOutput(output.toFile())
            .redirectError(error.toFile());
    clean(builder.environment());
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    int exitStatus = await(process);
    long wallNanos = System.nanoTime() - start;
    return new JvmResult(
        String.join(" ", commandLine()), exitStatus, read(output), read(error), wallNanos);
  }

  private static void clean(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("JIT_"));
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.remove("JDK_JAVA_OPTIONS");
    environment.remove("_JAVA_OPTIONS");
  }

  private int await(Process process) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly().waitFor();
      return JvmResult.KILLED;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a JVM ran", e);
    }
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private List<String> commandLine() {
    List<String> line = new ArrayList<>();
    line.add(jdk.java().toString());
    line.addAll(options);
    line.add("-cp");
    line.add(classPath);
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }
}
