package dev.metajit.demo.rv32;

/** Encodes single instructions, from the manual's formats. */
final class Assembler {
  static final int ECALL = 0x00000073;
  static final int EBREAK = 0x00100073;
  static final int MRET = 0x30200073;
  static final int FENCE_I = 0x0000100f;
  static final int RET = 0x00008067;

  private Assembler() {}

  static int register(int funct7, int funct3, int rd, int rs1, int rs2) {
    return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | 0x33;
  }

  static int immediate(int funct3, int rd, int rs1, int value) {
    return value << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | 0x13;
  }

  static int addi(int rd, int rs1, int value) {
    return immediate(0, rd, rs1, value);
  }

  static int lui(int rd, int value) {
    return value & 0xfffff000 | rd << 7 | 0x37;
  }

  static int auipc(int rd, int value) {
    return value & 0xfffff000 | rd << 7 | 0x17;
  }

  static int load(int funct3, int rd, int rs1, int offset) {
    return offset << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | 0x03;
  }

  static int store(int funct3, int rs2, int rs1, int offset) {
    return (offset >> 5 & 0x7f) << 25
        | rs2 << 20
        | rs1 << 15
        | funct3 << 12
        | (offset & 0x1f) << 7
        | 0x23;
  }

  static int branch(int funct3, int rs1, int rs2, int offset) {
    return (offset >> 12 & 1) << 31
        | (offset >> 5 & 0x3f) << 25
        | rs2 << 20
        | rs1 << 15
        | funct3 << 12
        | (offset >> 1 & 0xf) << 8
        | (offset >> 11 & 1) << 7
        | 0x63;
  }

  static int jal(int rd, int offset) {
    return (offset >> 20 & 1) << 31
        | (offset >> 1 & 0x3ff) << 21
        | (offset >> 11 & 1) << 20
        | (offset >> 12 & 0xff) << 12
        | rd << 7
        | 0x6f;
  }

  static int jalr(int rd, int rs1, int offset) {
    return offset << 20 | rs1 << 15 | rd << 7 | 0x67;
  }

  static int csr(int funct3, int rd, int number, int rs1) {
    return number << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | 0x73;
  }
}
