package dev.metajit.demo.bf;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Runs compiled Brainfuck. */
public final class Interpreter {
  /** Cells of the tape; the data pointer starts at cell 0. */
  public static final int TAPE_CELLS = 65536;

  private Interpreter() {}

  /**
   * Compiles and runs a program on a fresh tape.
   *
   * @param source the program's text
   * @param in where the program reads from
   * @param out where the program writes to; not flushed
   * @throws GuestException if brackets do not match, or the program uses a cell outside the tape
   * @throws IOException if a stream fails
   */
  public static void run(String source, InputStream in, OutputStream out) throws IOException {
    run(Compiler.compile(source), in, out);
  }

  /** As above, with a program that {@link Compiler} has made. */
  static void run(int[] code, InputStream in, OutputStream out) throws IOException {
    byte[] tape = new byte[TAPE_CELLS];
    try {
      execute(code, tape, in, out);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new GuestException("data pointer left the tape of " + TAPE_CELLS + " cells", e);
    }
  }

  @JitDriver(
      name = "bf",
      greens = {"pc", "code[*]"},
      printableLocation = "location")
  static void execute(int[] code, byte[] tape, InputStream in, OutputStream out)
      throws IOException {
    int pc = 0;
    int pointer = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case Opcode.ADD:
          tape[pointer] += (byte) code[pc + 1];
          pc += Opcode.SIZE;
          break;
        case Opcode.MOVE:
          pointer += code[pc + 1];
          pc += Opcode.SIZE;
          break;
        case Opcode.JUMP_IF_ZERO:
          pc = tape[pointer] == 0 ? code[pc + 1] : pc + Opcode.SIZE;
          break;
        case Opcode.JUMP_IF_NOT_ZERO:
          pc = tape[pointer] != 0 ? code[pc + 1] : pc + Opcode.SIZE;
          break;
        case Opcode.WRITE:
          out.write(tape[pointer]);
          pc += Opcode.SIZE;
          break;
        case Opcode.READ:
          tape[pointer] = (byte) Math.max(in.read(), 0);
          pc += Opcode.SIZE;
          break;
        case Opcode.HALT:
          return;
        default:
          throw new IllegalStateException("opcode " + code[pc]);
      }
    }
  }

  /** The guest location in logs: the number of the instruction and what it does. */
  static String location(int pc, int[] code) {
    String[] names = {"add", "move", "[", "]", "write", "read", "halt"};
    return "#" + pc / Opcode.SIZE + " " + names[code[pc]];
  }
}
