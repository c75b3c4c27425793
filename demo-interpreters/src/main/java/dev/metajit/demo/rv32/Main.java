package dev.metajit.demo.rv32;

import dev.metajit.demo.Harness;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The command line: {@code Main file [arguments]}. */
public final class Main {
  private Main() {}

  /**
   * Runs an ELF file and exits with its status, or with 1 if it cannot be run.
   *
   * @param args the file, then the program's arguments
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println("usage: rv32 file [arguments]");
      System.exit(2);
    }
    AtomicInteger status = new AtomicInteger();
    try {
      ElfFile program = ElfFile.parse(Files.readAllBytes(Path.of(args[0])));
      CodeLibrary library = new CodeLibrary();
      Harness.run(args, out -> status.set(machine(program, library, args, out).run()));
    } catch (GuestException | IOException e) {
      System.err.println("rv32: " + args[0] + ": " + e.getMessage());
      status.set(1);
    }
    if (status.get() != 0) {
      System.exit(status.get());
    }
  }

  private static Machine machine(
      ElfFile program, CodeLibrary library, String[] args, PrintStream out) {
    return new Machine(program, library, List.of(args), System.in, out, System.err);
  }
}
