package dev.metajit.bench.guests;

import dev.metajit.demo.Harness;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Guest programs written in Java, by name. */
final class LimitTable {
  private final Map<String, Program> programs = new HashMap<>();

  /** A program of one argument. */
  interface Program {
    void run(int argument, Output out) throws Exception;
  }

  /**
   * Where a program writes.
   *
   * @param stream the stream
   */
  record Output(PrintStream stream) {
    /** Writes a value and a line break. */
    void line(Object value) {
      stream.print(value + "\n");
    }
  }

  LimitTable with(String name, Program program) {
    programs.put(name, program);
    return this;
  }

  /** Runs the program that the command line names, with its argument. */
  void run(String[] args) throws Exception {
    Program program = programs.get(args[0]);
    if (program == null) {
      System.err.println("no such program: " + args[0]);
      System.exit(2);
    }
    int argument = Integer.parseInt(args[1]);
    Harness.run(args, out -> program.run(argument, new Output(out)));
  }
}
