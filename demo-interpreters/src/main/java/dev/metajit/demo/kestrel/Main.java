package dev.metajit.demo.kestrel;

import dev.metajit.demo.Harness;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The command line: {@code java dev.metajit.demo.kestrel.Main program.kes [arguments]}. */
public final class Main {
  private static final int GUEST_ERROR = 1;
  private static final int BAD_PROGRAM = 2;
  private static final int INTERNAL_ERROR = 3;

  private Main() {}

  /**
   * Runs a program. The exit status is 0; 1 after an uncaught guest exception; 2 if there is no
   * such program or it does not compile.
   *
   * @param args the program's file, and its arguments
   * @throws InterruptedException if somebody interrupts the main thread
   */
  public static void main(String[] args) throws InterruptedException {
    int status = run(args, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** As {@link #main}, with the status as the result. */
  static int run(String[] args, PrintStream errors) throws InterruptedException {
    if (args.length == 0) {
      errors.println("usage: kestrel program.kes [arguments]");
      return BAD_PROGRAM;
    }
    try {
      return runProgram(load(Path.of(args[0])), args, errors);
    } catch (IOException e) {
      errors.println("cannot read " + args[0]);
    } catch (KestrelSyntaxException e) {
      errors.println(e.getMessage());
    }
    return BAD_PROGRAM;
  }

  private static Program load(Path file) throws IOException, KestrelSyntaxException {
    return Program.compile(file.toString(), Files.readString(file));
  }

  private static int runProgram(Program program, String[] args, PrintStream errors)
      throws InterruptedException {
    List<String> arguments = Arrays.asList(args).subList(1, args.length);
    int[] status = {INTERNAL_ERROR};
    DeepStack.run(() -> status[0] = runGuarded(program, args, arguments, errors));
    return status[0];
  }

  private static int runGuarded(
      Program program, String[] args, List<String> arguments, PrintStream errors) {
    try {
      Harness.run(args, out -> new Interpreter(program, arguments, out).run());
      return 0;
    } catch (KestrelException e) {
      errors.println(program.file() + ":" + e.line() + ": " + e.getMessage());
      for (String function : e.trace()) {
        errors.println("  in " + function);
      }
      return GUEST_ERROR;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
