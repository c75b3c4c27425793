package dev.metajit.demo.kestrel;

/** How instructions change the height of the operand stack. */
final class StackEffect {
  private StackEffect() {}

  /**
   * The change of height.
   *
   * @param opcode the opcode
   * @param count the last operand, which is a number of elements for some opcodes
   */
  static int of(int opcode, int count) {
    return switch (opcode) {
      case Opcode.CONST, Opcode.NIL, Opcode.TRUE, Opcode.FALSE, Opcode.DUP -> 1;
      case Opcode.LOAD_LOCAL, Opcode.LOAD_CELL, Opcode.LOAD_FREE, Opcode.LOAD_GLOBAL -> 1;
      case Opcode.CLOSURE, Opcode.NEXT -> 1;
      case Opcode.DUP_PAIR -> 2;
      case Opcode.WRAP_CELL, Opcode.NEG, Opcode.BIT_NOT, Opcode.NOT, Opcode.JUMP -> 0;
      case Opcode.GET_FIELD, Opcode.RETHROW, Opcode.CATCH_VALUE -> 0;
      case Opcode.SET_INDEX -> -3;
      case Opcode.SLICE, Opcode.SET_FIELD -> -2;
      case Opcode.LIST -> 1 - count;
      case Opcode.DICT -> 1 - 2 * count;
      case Opcode.CALL, Opcode.INVOKE, Opcode.SUPER_INVOKE, Opcode.CLASS -> -count;
      default -> -1;
    };
  }
}
