package dev.metajit.bench;

import dev.metajit.launch.Jdk;
import dev.metajit.launch.JvmCommand;
import dev.metajit.launch.JvmResult;
import dev.metajit.launch.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long it takes to record, optimize and compile a loop, by its length: {@code
 * bin/compile-time}. For each number of statements a Kestrel program with several such loops is
 * made up; each loop is as new to the JIT as the others, but the JIT is warmer from one to the
 * next. The least time of each kind counts, since all that disturbs only adds to it.
 */
public final class CompileTime {
  private static final List<Integer> STATEMENTS = List.of(2, 10, 50, 200, 1000);
  private static final int LOOPS = 12;
  private static final int TURNS = 600;
  private static final Pattern LOOP =
      Pattern.compile(
          "\\] loop .* recorded=(\\d+) left=(\\d+) .*"
              + "tracing_us=(\\d+) optimizing_us=(\\d+) compiling_us=(\\d+)");

  private CompileTime() {}

  /** The command line: numbers of statements in the loops, or none for a choice of them. */
  public static void main(String[] args) throws IOException {
    List<Integer> statements = new ArrayList<>();
    for (String arg : args) {
      statements.add(Integer.parseInt(arg));
    }
    System.out.printf(
        "%10s %6s %12s %12s %12s %16s%n",
        "recorded", "left", "recording us", "optimizing", "compiling", "optimizing ns/op");
    for (int count : statements.isEmpty() ? STATEMENTS : statements) {
      System.out.println(row(measure(program(count))));
    }
  }

  private static List<long[]> measure(String program) throws IOException {
    Path file = Files.createTempFile("compile-time", ".kes");
    try {
      Files.writeString(file, program);
      List<String> options =
          List.of(
              "-XX:+UseSerialGC",
              "-Xmx2g",
              "-javaagent:"
                  + Workplace.agentJar()
                  + "=log=compile,sync=true,threshold=200,trace_eagerness=1000000,"
                  + "trace_limit=1000000");
      JvmResult result =
          new JvmCommand(
                  Jdk.running(),
                  options,
                  Workplace.demoClassPath(),
                  "dev.metajit.demo.kestrel.Main",
                  List.of(file.toString()),
                  JvmCommand.GENEROUS)
              .run();
      List<long[]> loops = loops(result.standardError());
      if (loops.isEmpty()) {
        throw new IllegalStateException("nothing was compiled: " + result);
      }
      return loops;
    } finally {
      Files.delete(file);
    }
  }

  private static List<long[]> loops(String log) {
    List<long[]> loops = new ArrayList<>();
    Matcher matcher = LOOP.matcher(log);
    while (matcher.find()) {
      long[] numbers = new long[5];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Long.parseLong(matcher.group(i + 1));
      }
      loops.add(numbers);
    }
    return loops;
  }

  private static String row(List<long[]> loops) {
    long[] least = loops.get(0).clone();
    for (long[] loop : loops) {
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], loop[i]);
      }
    }
    return String.format(
        "%10d %6d %12d %12d %12d %16d",
        least[0], least[1], least[2], least[3], least[4], 1000 * least[3] / least[0]);
  }

  /** A program with loops of so many statements on whole numbers, floats, objects and lists. */
  private static String program(int statements) {
    StringBuilder text = new StringBuilder();
    text.append("class Point {\n  init(x, y) {\n    self.x = x\n    self.y = y\n  }\n");
    text.append("  turn(by) {\n    self.x += by * self.y\n    return self.x\n  }\n}\n");
    for (int i = 0; i < LOOPS; i++) {
      text.append("fn f").append(i).append("(n) {\n");
      text.append("  let a = ").append(i).append("\n  let p = Point(1.5, 2.5)\n");
      text.append("  let list = [1, 2, 3, 4]\n  let i = 0\n  while i < n {\n");
      for (int j = 0; j < statements; j++) {
        text.append("    ").append(statement(j)).append('\n');
      }
      text.append("    i += 1\n  }\n  return a + list[0]\n}\n");
      text.append("print(f").append(i).append('(').append(TURNS).append("))\n");
    }
    return text.toString();
  }

  private static String statement(int number) {
    return switch (number % 6) {
      case 0 -> "a = a + " + number + " * i - i";
      case 1 -> "p.y = p.y * 0.5 + p.x";
      case 2 -> "list[" + number % 4 + "] = list[" + (number + 1) % 4 + "] + " + number;
      case 3 -> "if a > 1000000 { a = a - 1000000 }";
      case 4 -> "if p.turn(0.25) > 1000000.0 { p.x = 1.0 }";
      default -> "a = a % 10007 + list[i % 4]";
    };
  }
}
