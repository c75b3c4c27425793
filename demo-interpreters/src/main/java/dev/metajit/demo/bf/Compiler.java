package dev.metajit.demo.bf;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Translates source text to instructions, one for each command, except that a run of {@code +} and
 * {@code -}, or of {@code >} and {@code <}, becomes one instruction. Loops are left as they are,
 * whatever they compute.
 */
public final class Compiler {
  private int[] code = new int[256];
  private int size;
  private final Deque<Integer> openLoops = new ArrayDeque<>();

  private Compiler() {}

  /**
   * Returns the instructions of a program.
   *
   * @throws GuestException if the brackets do not match
   */
  public static int[] compile(String source) {
    Compiler compiler = new Compiler();
    int line = 1;
    for (int i = 0; i < source.length(); i++) {
      char command = source.charAt(i);
      if (command == '\n') {
        line++;
      }
      compiler.command(command, line);
    }
    return compiler.finish();
  }

  private void command(char command, int line) {
    switch (command) {
      case '+' -> accumulate(Opcode.ADD, 1);
      case '-' -> accumulate(Opcode.ADD, -1);
      case '>' -> accumulate(Opcode.MOVE, 1);
      case '<' -> accumulate(Opcode.MOVE, -1);
      case '.' -> emit(Opcode.WRITE, 0);
      case ',' -> emit(Opcode.READ, 0);
      case '[' -> open();
      case ']' -> close(line);
      default -> {} // a comment
    }
  }

  /**
   * Adds to the operand of the last instruction if it has the same opcode; a loop's head is never
   * merged into.
   */
  private void accumulate(int opcode, int amount) {
    int last = size - Opcode.SIZE;
    if (last >= 0 && code[last] == opcode) {
      code[last + 1] += amount;
    } else {
      emit(opcode, amount);
    }
  }

  private void open() {
    openLoops.push(size);
    emit(Opcode.JUMP_IF_ZERO, 0);
  }

  private void close(int line) {
    if (openLoops.isEmpty()) {
      throw new GuestException("line " + line + ": ] without [");
    }
    int start = openLoops.pop();
    emit(Opcode.JUMP_IF_NOT_ZERO, start + Opcode.SIZE);
    code[start + 1] = size;
  }

  private void emit(int opcode, int operand) {
    if (size + Opcode.SIZE > code.length) {
      code = Arrays.copyOf(code, 2 * code.length);
    }
    code[size] = opcode;
    code[size + 1] = operand;
    size += Opcode.SIZE;
  }

  private int[] finish() {
    if (!openLoops.isEmpty()) {
      throw new GuestException(openLoops.size() + " [ without ]");
    }
    emit(Opcode.HALT, 0);
    return Arrays.copyOf(code, size);
  }
}
