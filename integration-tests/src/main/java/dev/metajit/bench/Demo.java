package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a guest program plain and with the agent, and shows both outputs side by side with the
 * times. Ends with status 1 if the outputs differ, 2 if the command line is wrong.
 */
public final class Demo {
  private static final String FIRST_CHOICE = "kestrel/mandelbrot";
  private static final int ITERATIONS = 6;
  private static final int COLUMN = 38;
  private static final int LINES = 40;

  private Demo() {}

  /** The command line of {@code bin/demo}: the name of a program, or {@code --list}. */
  public static void main(String[] args) {
    try {
      System.exit(run(args.length == 0 ? FIRST_CHOICE : args[0]) ? 0 : 1);
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(2);
    }
  }

  private static boolean run(String name) {
    Suite suite = Suite.load(Suite.DEMOS);
    if (name.equals("--list")) {
      suite.programs().forEach(program -> System.out.println(program.fullName()));
      return true;
    }
    return show(find(suite, name));
  }

  private static GuestProgram find(Suite suite, String name) {
    return suite.programs().stream()
        .filter(program -> program.fullName().equals(name) || program.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no program " + name + "; try bin/demo --list"));
  }

  private static boolean show(GuestProgram program) {
    System.out.printf(
        "%s %s, %d times in one JVM, %s%n%n",
        program.fullName(), String.join(" ", program.defaultSize()), ITERATIONS, Jdk.running());
    JvmResult plain = run(program, Config.PLAIN);
    JvmResult agent = run(program, Config.AGENT);
    sideBySide("plain", "with -javaagent:jit.jar");
    outputs(plain.standardOutput(), agent.standardOutput());
    times(Measurement.of(plain), Measurement.of(agent));
    return same(plain, agent);
  }

  private static JvmResult run(GuestProgram program, Config config) {
    List<String> options = new ArrayList<>(config.jvmOptions());
    options.add("-Dbench.iterations=" + ITERATIONS);
    return program.inInterpreter(Jdk.running(), options, false, JvmCommand.GENEROUS).run();
  }

  private static void outputs(String plain, String agent) {
    List<String> left = plain.lines().toList();
    List<String> right = agent.lines().toList();
    int shown = Math.min(LINES, Math.max(left.size(), right.size()));
    for (int i = 0; i < shown; i++) {
      sideBySide(line(left, i), line(right, i));
    }
    int more = Math.max(left.size(), right.size()) - shown;
    if (more > 0) {
      System.out.println("... " + more + " more lines");
    }
    System.out.println();
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "";
  }

  private static void sideBySide(String left, String right) {
    System.out.printf("%-" + COLUMN + "s  %s%n", cut(left), cut(right));
  }

  private static String cut(String text) {
    return text.length() <= COLUMN ? text : text.substring(0, COLUMN - 1) + ">";
  }

  private static void times(Measurement plain, Measurement agent) {
    time("first run", "ms", plain.firstMillis(), agent.firstMillis());
    time("later runs", "ms", plain.steadyMillis(), agent.steadyMillis());
    time("whole JVM", "s", plain.wallSeconds(), agent.wallSeconds());
  }

  private static void time(String what, String unit, double plain, double agent) {
    System.out.printf(
        Locale.ROOT,
        "%-11s %10.2f %-2s  %10.2f %-2s  %6.1f times as fast%n",
        what,
        plain,
        unit,
        agent,
        unit,
        plain / agent);
  }

  private static boolean same(JvmResult plain, JvmResult agent) {
    String verdict = OutputCheck.verdict(agent, plain.standardOutput());
    boolean right = plain.exitStatus() == 0 && verdict.equals(OutputCheck.OK);
    System.out.println(right ? "same output" : "WRONG: " + verdict);
    if (!right) {
      System.err.println(plain);
      System.err.println(agent);
    }
    return right;
  }
}
