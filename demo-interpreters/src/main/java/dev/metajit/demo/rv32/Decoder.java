package dev.metajit.demo.rv32;

/**
 * Turns an instruction word into four elements of a code array: an {@link Opcode} and operands a,
 * b, c.
 *
 * <pre>
 *   register operations  a = rd, b = rs1, c = rs2
 *   with an immediate    a = rd, b = rs1, c = immediate (also loads and jalr)
 *   stores               a = rs2, b = rs1, c = offset
 *   branches             a = rs1, b = rs2, c = target address
 *   jal                  a = rd, c = target address
 *   lui, auipc           a = rd, c = result
 *   csr instructions     a = rd, b = rs1 or immediate, c = funct3 and number, see csr()
 *   illegal              c = the word
 * </pre>
 *
 * <p>A destination x0 becomes register {@link #SINK}, which nobody reads, so that writing needs no
 * test.
 */
final class Decoder {
  /** Elements of a code array per instruction: as many as an instruction has bytes. */
  static final int SIZE = 4;

  /** The register that takes what is written to x0. */
  static final int SINK = 32;

  private static final int FUNCT3_SHIFT = 12;

  private final int[] code;
  private final int at;
  private final int pc;
  private final int word;

  private Decoder(int[] code, int at, int pc, int word) {
    this.code = code;
    this.at = at;
    this.pc = pc;
    this.word = word;
  }

  /**
   * Decodes one instruction.
   *
   * @param code where the result goes
   * @param at the index of the result's first element
   * @param pc the instruction's address
   * @param word the instruction
   */
  static void decode(int[] code, int at, int pc, int word) {
    new Decoder(code, at, pc, word).decode();
  }

  private void decode() {
    switch (word & 0x7f) {
      case 0x37 -> put(Opcode.LOAD_CONSTANT, rd(), 0, word & 0xfffff000);
      case 0x17 -> put(Opcode.LOAD_CONSTANT, rd(), 0, pc + (word & 0xfffff000));
      case 0x6f -> put(Opcode.JUMP, rd(), 0, pc + jumpOffset());
      case 0x67 -> put(funct3() == 0 ? Opcode.JUMP_REGISTER : Opcode.ILLEGAL, immediate());
      case 0x63 -> put(branch(), rs1(), rs2(), pc + branchOffset());
      case 0x03 -> put(load(), immediate());
      case 0x23 -> put(store(), rs2(), rs1(), storeOffset());
      case 0x13 -> immediateOperation();
      case 0x33 -> put(operation(), rs2());
      case 0x0f -> put(fence(), 0);
      case 0x73 -> system();
      default -> put(Opcode.ILLEGAL, 0);
    }
  }

  private int branch() {
    return switch (funct3()) {
      case 0 -> Opcode.BRANCH_EQUAL;
      case 1 -> Opcode.BRANCH_NOT_EQUAL;
      case 4 -> Opcode.BRANCH_LESS;
      case 5 -> Opcode.BRANCH_GREATER_EQUAL;
      case 6 -> Opcode.BRANCH_LESS_UNSIGNED;
      case 7 -> Opcode.BRANCH_GREATER_EQUAL_UNSIGNED;
      default -> Opcode.ILLEGAL;
    };
  }

  private int load() {
    return switch (funct3()) {
      case 0 -> Opcode.LOAD_BYTE;
      case 1 -> Opcode.LOAD_HALF;
      case 2 -> Opcode.LOAD_WORD;
      case 4 -> Opcode.LOAD_BYTE_UNSIGNED;
      case 5 -> Opcode.LOAD_HALF_UNSIGNED;
      default -> Opcode.ILLEGAL;
    };
  }

  private int store() {
    return switch (funct3()) {
      case 0 -> Opcode.STORE_BYTE;
      case 1 -> Opcode.STORE_HALF;
      case 2 -> Opcode.STORE_WORD;
      default -> Opcode.ILLEGAL;
    };
  }

  private void immediateOperation() {
    switch (funct3()) {
      case 0 -> put(Opcode.ADD_IMMEDIATE, immediate());
      case 1 -> put(funct7() == 0 ? Opcode.SHIFT_LEFT_IMMEDIATE : Opcode.ILLEGAL, rs2());
      case 2 -> put(Opcode.SET_LESS_IMMEDIATE, immediate());
      case 3 -> put(Opcode.SET_LESS_IMMEDIATE_UNSIGNED, immediate());
      case 4 -> put(Opcode.XOR_IMMEDIATE, immediate());
      case 5 -> put(shiftRight(), rs2());
      case 6 -> put(Opcode.OR_IMMEDIATE, immediate());
      default -> put(Opcode.AND_IMMEDIATE, immediate());
    }
  }

  private int shiftRight() {
    return switch (funct7()) {
      case 0 -> Opcode.SHIFT_RIGHT_IMMEDIATE;
      case 0x20 -> Opcode.SHIFT_RIGHT_ARITHMETIC_IMMEDIATE;
      default -> Opcode.ILLEGAL;
    };
  }

  private int operation() {
    return switch (funct7() << 3 | funct3()) {
      case 0x000 -> Opcode.ADD;
      case 0x100 -> Opcode.SUBTRACT;
      case 0x001 -> Opcode.SHIFT_LEFT;
      case 0x002 -> Opcode.SET_LESS;
      case 0x003 -> Opcode.SET_LESS_UNSIGNED;
      case 0x004 -> Opcode.XOR;
      case 0x005 -> Opcode.SHIFT_RIGHT;
      case 0x105 -> Opcode.SHIFT_RIGHT_ARITHMETIC;
      case 0x006 -> Opcode.OR;
      case 0x007 -> Opcode.AND;
      case 0x008 -> Opcode.MULTIPLY;
      case 0x009 -> Opcode.MULTIPLY_HIGH;
      case 0x00a -> Opcode.MULTIPLY_HIGH_SIGNED_UNSIGNED;
      case 0x00b -> Opcode.MULTIPLY_HIGH_UNSIGNED;
      case 0x00c -> Opcode.DIVIDE;
      case 0x00d -> Opcode.DIVIDE_UNSIGNED;
      case 0x00e -> Opcode.REMAINDER;
      case 0x00f -> Opcode.REMAINDER_UNSIGNED;
      default -> Opcode.ILLEGAL;
    };
  }

  private int fence() {
    return switch (funct3()) {
      case 0 -> Opcode.FENCE;
      case 1 -> Opcode.FENCE_INSTRUCTIONS;
      default -> Opcode.ILLEGAL;
    };
  }

  private void system() {
    if (funct3() == 0) {
      put(privileged(), 0);
    } else if (funct3() == 4) {
      put(Opcode.ILLEGAL, 0);
    } else {
      put(Opcode.CONTROL_REGISTER, funct3() << FUNCT3_SHIFT | word >>> 20);
    }
  }

  private int privileged() {
    return switch (word) {
      case 0x00000073 -> Opcode.ENVIRONMENT_CALL;
      case 0x00100073 -> Opcode.BREAKPOINT;
      case 0x30200073 -> Opcode.MACHINE_RETURN;
      case 0x10500073 -> Opcode.FENCE; // wfi: no interrupt can come
      default -> Opcode.ILLEGAL;
    };
  }

  /** The number of the control and status register in operand c. */
  static int csr(int operand) {
    return operand & 0xfff;
  }

  /** The kind of access in operand c, as in the instruction's funct3. */
  static int csrAccess(int operand) {
    return operand >> FUNCT3_SHIFT;
  }

  private void put(int opcode, int c) {
    put(opcode, rd(), rs1(), c);
  }

  private void put(int opcode, int a, int b, int c) {
    code[at] = opcode;
    code[at + 1] = a;
    code[at + 2] = b;
    code[at + 3] = opcode == Opcode.ILLEGAL ? word : c;
  }

  private int rd() {
    int register = word >>> 7 & 31;
    return register == 0 ? SINK : register;
  }

  private int rs1() {
    return word >>> 15 & 31;
  }

  private int rs2() {
    return word >>> 20 & 31;
  }

  private int funct3() {
    return word >>> FUNCT3_SHIFT & 7;
  }

  private int funct7() {
    return word >>> 25;
  }

  private int immediate() {
    return word >> 20;
  }

  private int storeOffset() {
    return word >> 25 << 5 | word >>> 7 & 31;
  }

  private int branchOffset() {
    return word >> 31 << 12 | (word & 0x80) << 4 | word >>> 20 & 0x7e0 | word >>> 7 & 0x1e;
  }

  private int jumpOffset() {
    return word >> 31 << 20 | word & 0xff000 | word >>> 9 & 0x800 | word >>> 20 & 0x7fe;
  }
}
