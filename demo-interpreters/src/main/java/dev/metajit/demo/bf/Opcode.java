package dev.metajit.demo.bf;

/** The instructions: each takes two elements of the code array, an opcode and an operand. */
final class Opcode {
  /** Adds the operand to the current cell, modulo 256. */
  static final int ADD = 0;

  /** Adds the operand to the data pointer. */
  static final int MOVE = 1;

  /** Goes to the operand if the current cell is zero. */
  static final int JUMP_IF_ZERO = 2;

  /** Goes to the operand unless the current cell is zero. */
  static final int JUMP_IF_NOT_ZERO = 3;

  /** Writes the current cell. */
  static final int WRITE = 4;

  /** Reads a byte into the current cell; 0 at the end of the input. */
  static final int READ = 5;

  /** Ends the program. */
  static final int HALT = 6;

  /** Elements of the code array per instruction. */
  static final int SIZE = 2;

  private Opcode() {}
}
