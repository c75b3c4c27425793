package dev.metajit.codewriter;

/**
 * An instruction before it is put in its place: jump targets are starts of blocks, constants are
 * counted from {@link #CONSTANTS}.
 */
final class Instruction {
  /** Where constants start among source operands until the number of registers is known. */
  static final int CONSTANTS = 1 << 24;

  final JitOp op;

  /** Operands as in the code: a {@code *} is a count and so many sources. */
  final int[] operands;

  /** Source line, or -1. */
  final int line;

  Instruction(JitOp op, int line, int... operands) {
    this.op = op;
    this.line = line;
    this.operands = operands;
  }

  /** Index in {@link #operands} of the destination, or -1. */
  int destinationIndex() {
    int index = op.layout().indexOf('d');
    return index >= 0 && operands[index] >= 0 ? index : -1;
  }
}
