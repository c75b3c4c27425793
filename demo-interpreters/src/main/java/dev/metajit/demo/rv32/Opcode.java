package dev.metajit.demo.rv32;

/** The operations of decoded instructions; {@link Decoder} says what their operands are. */
final class Opcode {
  static final int ILLEGAL = 0;
  static final int LOAD_CONSTANT = 1;
  static final int JUMP = 2;
  static final int JUMP_REGISTER = 3;
  static final int BRANCH_EQUAL = 4;
  static final int BRANCH_NOT_EQUAL = 5;
  static final int BRANCH_LESS = 6;
  static final int BRANCH_GREATER_EQUAL = 7;
  static final int BRANCH_LESS_UNSIGNED = 8;
  static final int BRANCH_GREATER_EQUAL_UNSIGNED = 9;
  static final int LOAD_BYTE = 10;
  static final int LOAD_HALF = 11;
  static final int LOAD_WORD = 12;
  static final int LOAD_BYTE_UNSIGNED = 13;
  static final int LOAD_HALF_UNSIGNED = 14;
  static final int STORE_BYTE = 15;
  static final int STORE_HALF = 16;
  static final int STORE_WORD = 17;
  static final int ADD_IMMEDIATE = 18;
  static final int SET_LESS_IMMEDIATE = 19;
  static final int SET_LESS_IMMEDIATE_UNSIGNED = 20;
  static final int XOR_IMMEDIATE = 21;
  static final int OR_IMMEDIATE = 22;
  static final int AND_IMMEDIATE = 23;
  static final int SHIFT_LEFT_IMMEDIATE = 24;
  static final int SHIFT_RIGHT_IMMEDIATE = 25;
  static final int SHIFT_RIGHT_ARITHMETIC_IMMEDIATE = 26;
  static final int ADD = 27;
  static final int SUBTRACT = 28;
  static final int SHIFT_LEFT = 29;
  static final int SET_LESS = 30;
  static final int SET_LESS_UNSIGNED = 31;
  static final int XOR = 32;
  static final int SHIFT_RIGHT = 33;
  static final int SHIFT_RIGHT_ARITHMETIC = 34;
  static final int OR = 35;
  static final int AND = 36;
  static final int MULTIPLY = 37;
  static final int MULTIPLY_HIGH = 38;
  static final int MULTIPLY_HIGH_SIGNED_UNSIGNED = 39;
  static final int MULTIPLY_HIGH_UNSIGNED = 40;
  static final int DIVIDE = 41;
  static final int DIVIDE_UNSIGNED = 42;
  static final int REMAINDER = 43;
  static final int REMAINDER_UNSIGNED = 44;
  static final int FENCE = 45;
  static final int FENCE_INSTRUCTIONS = 46;
  static final int ENVIRONMENT_CALL = 47;
  static final int BREAKPOINT = 48;
  static final int MACHINE_RETURN = 49;
  static final int CONTROL_REGISTER = 50;

  private Opcode() {}
}
