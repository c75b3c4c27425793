package dev.metajit.demo.bf;

import dev.metajit.demo.Harness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The command line: {@code Main file [input words]}. */
public final class Main {
  private Main() {}

  /**
   * Runs a program. Words after the file are the program's input, with spaces between and a newline
   * at the end; without them it reads standard input.
   *
   * @param args the file, then the input
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println("usage: bf file [input words]");
      System.exit(2);
    }
    try {
      String source = Files.readString(Path.of(args[0]), StandardCharsets.ISO_8859_1);
      int[] code = Compiler.compile(source);
      Harness.run(args, out -> Interpreter.run(code, input(args), out));
    } catch (GuestException | IOException e) {
      System.err.println("bf: " + args[0] + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static InputStream input(String[] args) {
    if (args.length == 1) {
      return System.in;
    }
    String words = String.join(" ", Arrays.asList(args).subList(1, args.length)) + "\n";
    return new ByteArrayInputStream(words.getBytes(StandardCharsets.ISO_8859_1));
  }
}
