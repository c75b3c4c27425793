package dev.metajit.demo.forth;

import dev.metajit.demo.GuestRunner;
import dev.metajit.demo.Harness;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command line: {@code Main file [numbers]}. */
public final class Main {
  private Main() {}

  /**
   * Runs a program. Numbers after the file are on the data stack when it starts, the last one on
   * top.
   *
   * @param args the file, then the numbers
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println("usage: forth file [numbers]");
      System.exit(2);
    }
    try {
      String source = Files.readString(Path.of(args[0]));
      Harness.run(args, new Program(source, args));
    } catch (ForthException | IOException e) {
      System.err.println("forth: " + args[0] + ": " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * A program that may be run again. If it ends with the word {@code main}, only that is run again,
   * as the words before it are there by then; else the whole text is, on a new machine.
   */
  private static final class Program implements GuestRunner {
    private static final String LAST_LINE = "\nmain";

    private final String source;
    private final String[] args;
    private Forth loaded;

    Program(String source, String[] args) {
      this.source = source;
      this.args = args;
    }

    @Override
    public void run(PrintStream out) {
      if (loaded == null) {
        load(out);
      } else {
        loaded.printTo(out);
        loaded.run("main");
      }
    }

    private void load(PrintStream out) {
      Forth forth = new Forth(out);
      for (int i = 1; i < args.length; i++) {
        forth.push(number(args[i]));
      }
      forth.run(source);
      loaded = source.stripTrailing().endsWith(LAST_LINE) ? forth : null;
    }

    private static long number(String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new ForthException("not a number: " + text, e);
      }
    }
  }
}
