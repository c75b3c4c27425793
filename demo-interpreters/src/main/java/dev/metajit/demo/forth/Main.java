package dev.metajit.demo.forth;

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
      Harness.run(args, out -> run(source, args, out));
    } catch (ForthException | IOException e) {
      System.err.println("forth: " + args[0] + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String source, String[] args, PrintStream out) {
    Forth forth = new Forth(out);
    for (int i = 1; i < args.length; i++) {
      try {
        forth.push(Long.parseLong(args[i]));
      } catch (NumberFormatException e) {
        throw new ForthException("not a number: " + args[i], e);
      }
    }
    forth.run(source);
  }
}
