package dev.metajit.soak;

import dev.metajit.bench.GuestProgram;
import dev.metajit.bench.Suite;
import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs guest programs of all interpreters in many threads of one JVM with a small heap, under each
 * collector in turn: outputs are compared all along, and memory has to be flat at the end.
 */
public final class Soak {
  private static final String USAGE =
      """
      usage: soak [options]
        --seconds N     in all (1200), shared between the collectors
        --jdk 17|25     the JDK (the running one)
        --threads N     threads that run guests (8)
        --heap M        megabytes of heap (384)
      """;

  private int seconds = 1200;
  private int threads = 8;
  private int heap = 384;
  private Jdk jdk = Jdk.running();

  private Soak() {}

  /**
   * The command line of {@code bin/soak}; status 1 if anything differs or grows, 2 if it is wrong.
   */
  public static void main(String[] args) throws IOException {
    Soak soak = new Soak();
    try {
      soak.read(args);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      System.err.print(USAGE);
      System.exit(2);
    }
    System.exit(soak.run(Collector.of(soak.jdk), System.out::println) ? 0 : 1);
  }

  private void read(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      int value = Integer.parseInt(args[i + 1]);
      switch (args[i]) {
        case "--seconds" -> seconds = value;
        case "--threads" -> threads = value;
        case "--heap" -> heap = value;
        case "--jdk" -> jdk = Jdk.find(value).orElseThrow(IllegalArgumentException::new);
        default -> throw new IllegalArgumentException(args[i]);
      }
    }
  }

  /** A short one, for tests. */
  public static boolean run(Jdk jdk, Collector collector, int seconds, Consumer<String> out)
      throws IOException {
    Soak soak = new Soak();
    soak.jdk = jdk;
    soak.seconds = seconds;
    return soak.run(List.of(collector), out);
  }

  private boolean run(List<Collector> collectors, Consumer<String> out) throws IOException {
    Path guests = Files.createTempFile("soak", ".guests");
    try {
      List<GuestProgram> programs = programs();
      Files.write(guests, programs.stream().map(Soak::line).toList());
      boolean good = true;
      for (Collector collector : collectors) {
        JvmResult result = command(collector, programs, guests, seconds / collectors.size()).run();
        out.accept(collector + ", " + jdk + "\n" + result.standardOutput());
        if (result.exitStatus() != 0) {
          out.accept("FAILED with status " + result.exitStatus() + "\n" + result.standardError());
        }
        good &= result.exitStatus() == 0;
      }
      return good;
    } finally {
      Files.delete(guests);
    }
  }

  /** Those whose output is on file. */
  private static List<GuestProgram> programs() {
    return Suite.ALL.stream()
        .flatMap(suite -> Suite.load(suite).programs().stream())
        .filter(program -> program.expectedOutput().isPresent())
        .toList();
  }

  private static String line(GuestProgram program) {
    List<String> words = new ArrayList<>();
    words.add(program.interpreter().mainClass());
    words.add(program.expectedFile().toString());
    words.addAll(program.mainArguments(true));
    return String.join("\t", words);
  }

  private JvmCommand command(
      Collector collector, List<GuestProgram> programs, Path guests, int share) {
    Set<String> classPath = new LinkedHashSet<>();
    classPath.add(Workplace.classPath("integration-tests/target/classes"));
    for (GuestProgram program : programs) {
      classPath.addAll(List.of(program.classPath().split(File.pathSeparator)));
    }
    List<String> options =
        List.of(
            "-javaagent:" + Workplace.agentJar(),
            "-Djit.threshold=50",
            "-Djit.trace_eagerness=20",
            "-Dbench.iterations=2",
            "-Xmx" + heap + "m",
            collector.option());
    List<String> arguments =
        List.of(Integer.toString(share), Integer.toString(threads), guests.toString());
    return new JvmCommand(
        jdk,
        options,
        String.join(File.pathSeparator, classPath),
        SoakGuests.class.getName(),
        arguments,
        Duration.ofSeconds(share).plus(JvmCommand.GENEROUS));
  }
}
