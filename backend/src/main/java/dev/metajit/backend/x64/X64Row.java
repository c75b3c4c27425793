package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Row.Shape.MODRM;
import static dev.metajit.backend.x64.X64Row.Shape.MODRM_IMM32;
import static dev.metajit.backend.x64.X64Row.Shape.MODRM_IMM8;
import static dev.metajit.backend.x64.X64Row.Shape.MODRM_REG;
import static dev.metajit.backend.x64.X64Row.Shape.NONE;
import static dev.metajit.backend.x64.X64Row.Shape.OPCODE;
import static dev.metajit.backend.x64.X64Row.Shape.OPCODE_IMM32;
import static dev.metajit.backend.x64.X64Row.Shape.OPCODE_IMM64;
import static dev.metajit.backend.x64.X64Row.Shape.REG_MODRM;
import static dev.metajit.backend.x64.X64Row.Shape.REG_MODRM_IMM32;
import static dev.metajit.backend.x64.X64Row.Shape.REG_MODRM_IMM8;
import static dev.metajit.backend.x64.X64Row.Shape.VEX_REG_MODRM_IMM8;
import static dev.metajit.backend.x64.X64Row.Shape.VEX_REG_MODRM_REG;

/**
 * The instruction forms that are used, one row each (Intel SDM volume 2). A row is: mnemonic,
 * shape, mandatory prefix (0 for none), opcode map (0: one byte, 1: {@code 0F}, 2: {@code 0F 38},
 * 3: {@code 0F 3A}), opcode, the digit that goes into the ModRM byte ({@code -1}: a register goes
 * there), and operand widths.
 *
 * <p>Widths are two letters, for the register operand and the register-or-memory operand: {@code w}
 * the width of the operation (32 or 64 bits), {@code b} 8, {@code h} 16, {@code d} 32, {@code q}
 * 64, {@code x} a vector register (32 or 64 bits in memory are {@code s} and {@code x}, 128 are
 * {@code p}).
 */
enum X64Row {
  ADD("add", REG_MODRM, 0, 0, 0x03, -1, "ww"),
  ADD_TO("add", MODRM_REG, 0, 0, 0x01, -1, "ww"),
  ADD_IMM8("add", MODRM_IMM8, 0, 0, 0x83, 0, "-w"),
  ADD_IMM32("add", MODRM_IMM32, 0, 0, 0x81, 0, "-w"),
  OR("or", REG_MODRM, 0, 0, 0x0B, -1, "ww"),
  OR_IMM8("or", MODRM_IMM8, 0, 0, 0x83, 1, "-w"),
  OR_IMM32("or", MODRM_IMM32, 0, 0, 0x81, 1, "-w"),
  AND("and", REG_MODRM, 0, 0, 0x23, -1, "ww"),
  AND_IMM8("and", MODRM_IMM8, 0, 0, 0x83, 4, "-w"),
  AND_IMM32("and", MODRM_IMM32, 0, 0, 0x81, 4, "-w"),
  SUB("sub", REG_MODRM, 0, 0, 0x2B, -1, "ww"),
  SUB_IMM8("sub", MODRM_IMM8, 0, 0, 0x83, 5, "-w"),
  SUB_IMM32("sub", MODRM_IMM32, 0, 0, 0x81, 5, "-w"),
  XOR("xor", REG_MODRM, 0, 0, 0x33, -1, "ww"),
  XOR_IMM8("xor", MODRM_IMM8, 0, 0, 0x83, 6, "-w"),
  XOR_IMM32("xor", MODRM_IMM32, 0, 0, 0x81, 6, "-w"),
  CMP("cmp", REG_MODRM, 0, 0, 0x3B, -1, "ww"),
  CMP_IMM8("cmp", MODRM_IMM8, 0, 0, 0x83, 7, "-w"),
  CMP_IMM32("cmp", MODRM_IMM32, 0, 0, 0x81, 7, "-w"),
  TEST("test", MODRM_REG, 0, 0, 0x85, -1, "ww"),
  TEST_IMM32("test", MODRM_IMM32, 0, 0, 0xF7, 0, "-w"),
  MOV("mov", REG_MODRM, 0, 0, 0x8B, -1, "ww"),
  MOV_TO("mov", MODRM_REG, 0, 0, 0x89, -1, "ww"),
  MOV_TO_8("mov", MODRM_REG, 0, 0, 0x88, -1, "bb"),
  MOV_TO_16("mov", MODRM_REG, 0x66, 0, 0x89, -1, "hh"),
  MOV_TO_IMM32("mov", MODRM_IMM32, 0, 0, 0xC7, 0, "-w"),
  MOV_IMM32("mov", OPCODE_IMM32, 0, 0, 0xB8, -1, "-w"),
  MOV_IMM64("movabs", OPCODE_IMM64, 0, 0, 0xB8, -1, "-w"),
  MOVSX_8("movsx", REG_MODRM, 0, 1, 0xBE, -1, "wb"),
  MOVSX_16("movsx", REG_MODRM, 0, 1, 0xBF, -1, "wh"),
  MOVZX_8("movzx", REG_MODRM, 0, 1, 0xB6, -1, "wb"),
  MOVZX_16("movzx", REG_MODRM, 0, 1, 0xB7, -1, "wh"),
  MOVSXD("movsxd", REG_MODRM, 0, 0, 0x63, -1, "wd"),
  LEA("lea", REG_MODRM, 0, 0, 0x8D, -1, "w-"),
  XCHG("xchg", MODRM_REG, 0, 0, 0x87, -1, "ww"),
  IMUL("imul", REG_MODRM, 0, 1, 0xAF, -1, "ww"),
  IMUL_IMM8("imul", REG_MODRM_IMM8, 0, 0, 0x6B, -1, "ww"),
  IMUL_IMM32("imul", REG_MODRM_IMM32, 0, 0, 0x69, -1, "ww"),
  IMUL_WIDE("imul", MODRM, 0, 0, 0xF7, 5, "-w"),
  DIV("div", MODRM, 0, 0, 0xF7, 6, "-w"),
  IDIV("idiv", MODRM, 0, 0, 0xF7, 7, "-w"),
  NEG("neg", MODRM, 0, 0, 0xF7, 3, "-w"),
  SIGN_32("cdq", NONE, 0, 0, 0x99, -1, "--"),
  SIGN_64("cqo", NONE, 0, 0, 0x99, -1, "--"),
  ROL_IMM8("rol", MODRM_IMM8, 0, 0, 0xC1, 0, "-w"),
  ROR_IMM8("ror", MODRM_IMM8, 0, 0, 0xC1, 1, "-w"),
  SHL_IMM8("shl", MODRM_IMM8, 0, 0, 0xC1, 4, "-w"),
  SHR_IMM8("shr", MODRM_IMM8, 0, 0, 0xC1, 5, "-w"),
  SAR_IMM8("sar", MODRM_IMM8, 0, 0, 0xC1, 7, "-w"),
  ROL_CL("rol", MODRM, 0, 0, 0xD3, 0, "cw"),
  ROR_CL("ror", MODRM, 0, 0, 0xD3, 1, "cw"),
  SHL_CL("shl", MODRM, 0, 0, 0xD3, 4, "cw"),
  SHR_CL("shr", MODRM, 0, 0, 0xD3, 5, "cw"),
  SAR_CL("sar", MODRM, 0, 0, 0xD3, 7, "cw"),
  SHLX("shlx", VEX_REG_MODRM_REG, 0x66, 2, 0xF7, -1, "ww"),
  SARX("sarx", VEX_REG_MODRM_REG, 0xF3, 2, 0xF7, -1, "ww"),
  SHRX("shrx", VEX_REG_MODRM_REG, 0xF2, 2, 0xF7, -1, "ww"),
  RORX("rorx", VEX_REG_MODRM_IMM8, 0xF2, 3, 0xF0, -1, "ww"),
  POPCNT("popcnt", REG_MODRM, 0xF3, 1, 0xB8, -1, "ww"),
  LZCNT("lzcnt", REG_MODRM, 0xF3, 1, 0xBD, -1, "ww"),
  TZCNT("tzcnt", REG_MODRM, 0xF3, 1, 0xBC, -1, "ww"),
  BSWAP("bswap", OPCODE, 0, 1, 0xC8, -1, "-w"),
  PUSH("push", OPCODE, 0, 0, 0x50, -1, "-q"),
  POP("pop", OPCODE, 0, 0, 0x58, -1, "-q"),
  PUSH_FROM("push", MODRM, 0, 0, 0xFF, 6, "-q"),
  POP_TO("pop", MODRM, 0, 0, 0x8F, 0, "-q"),
  JMP_BY("jmp", MODRM, 0, 0, 0xFF, 4, "-q"),
  CALL_BY("call", MODRM, 0, 0, 0xFF, 2, "-q"),
  RET("ret", NONE, 0, 0, 0xC3, -1, "--"),
  CPUID("cpuid", NONE, 0, 1, 0xA2, -1, "--"),
  LOCK_ADD_IMM8("lock add", MODRM_IMM8, 0xF0, 0, 0x83, 0, "-w"),

  MOVSS("movss", REG_MODRM, 0xF3, 1, 0x10, -1, "xs"),
  MOVSD("movsd", REG_MODRM, 0xF2, 1, 0x10, -1, "xx"),
  MOVSS_TO("movss", MODRM_REG, 0xF3, 1, 0x11, -1, "xs"),
  MOVSD_TO("movsd", MODRM_REG, 0xF2, 1, 0x11, -1, "xx"),
  MOVAPS("movaps", REG_MODRM, 0, 1, 0x28, -1, "xp"),
  MOVD("movd", REG_MODRM, 0x66, 1, 0x6E, -1, "xw"),
  MOVD_TO("movd", MODRM_REG, 0x66, 1, 0x7E, -1, "xw"),
  ADDSS("addss", REG_MODRM, 0xF3, 1, 0x58, -1, "xs"),
  ADDSD("addsd", REG_MODRM, 0xF2, 1, 0x58, -1, "xx"),
  SUBSS("subss", REG_MODRM, 0xF3, 1, 0x5C, -1, "xs"),
  SUBSD("subsd", REG_MODRM, 0xF2, 1, 0x5C, -1, "xx"),
  MULSS("mulss", REG_MODRM, 0xF3, 1, 0x59, -1, "xs"),
  MULSD("mulsd", REG_MODRM, 0xF2, 1, 0x59, -1, "xx"),
  DIVSS("divss", REG_MODRM, 0xF3, 1, 0x5E, -1, "xs"),
  DIVSD("divsd", REG_MODRM, 0xF2, 1, 0x5E, -1, "xx"),
  MINSS("minss", REG_MODRM, 0xF3, 1, 0x5D, -1, "xs"),
  MINSD("minsd", REG_MODRM, 0xF2, 1, 0x5D, -1, "xx"),
  MAXSS("maxss", REG_MODRM, 0xF3, 1, 0x5F, -1, "xs"),
  MAXSD("maxsd", REG_MODRM, 0xF2, 1, 0x5F, -1, "xx"),
  SQRTSS("sqrtss", REG_MODRM, 0xF3, 1, 0x51, -1, "xs"),
  SQRTSD("sqrtsd", REG_MODRM, 0xF2, 1, 0x51, -1, "xx"),
  UCOMISS("ucomiss", REG_MODRM, 0, 1, 0x2E, -1, "xs"),
  UCOMISD("ucomisd", REG_MODRM, 0x66, 1, 0x2E, -1, "xx"),
  ANDPS("andps", REG_MODRM, 0, 1, 0x54, -1, "xp"),
  ORPS("orps", REG_MODRM, 0, 1, 0x56, -1, "xp"),
  XORPS("xorps", REG_MODRM, 0, 1, 0x57, -1, "xp"),
  ROUNDSD("roundsd", REG_MODRM_IMM8, 0x66, 3, 0x0B, -1, "xx"),
  CVTSI2SS("cvtsi2ss", REG_MODRM, 0xF3, 1, 0x2A, -1, "xw"),
  CVTSI2SD("cvtsi2sd", REG_MODRM, 0xF2, 1, 0x2A, -1, "xw"),
  CVTTSS2SI("cvttss2si", REG_MODRM, 0xF3, 1, 0x2C, -1, "ws"),
  CVTTSD2SI("cvttsd2si", REG_MODRM, 0xF2, 1, 0x2C, -1, "wx"),
  CVTSS2SD("cvtss2sd", REG_MODRM, 0xF3, 1, 0x5A, -1, "xs"),
  CVTSD2SS("cvtsd2ss", REG_MODRM, 0xF2, 1, 0x5A, -1, "xx"),

  // the x87 unit, for the remainder only
  FLD_32("fld", MODRM, 0, 0, 0xD9, 0, "-d"),
  FLD_64("fld", MODRM, 0, 0, 0xDD, 0, "-q"),
  FSTP_32("fstp", MODRM, 0, 0, 0xD9, 3, "-d"),
  FSTP_64("fstp", MODRM, 0, 0, 0xDD, 3, "-q"),
  FPREM("fprem", NONE, 0xD9, 0, 0xF8, -1, "--"),
  FNSTSW("fnstsw ax", NONE, 0xDF, 0, 0xE0, -1, "--"),
  FSTP_ST1("fstp st(1)", NONE, 0xDD, 0, 0xD9, -1, "--");

  /** Which operands an instruction has and where they are encoded. */
  enum Shape {
    /** None. */
    NONE,
    /** A register, in the opcode's low bits. */
    OPCODE,
    OPCODE_IMM32,
    OPCODE_IMM64,
    /** A register or memory; the digit extends the opcode. */
    MODRM,
    MODRM_IMM8,
    MODRM_IMM32,
    /** Destination register, source register or memory. */
    REG_MODRM,
    REG_MODRM_IMM8,
    REG_MODRM_IMM32,
    /** Destination register or memory, source register. */
    MODRM_REG,
    /** VEX: destination register, source register or memory, second source register. */
    VEX_REG_MODRM_REG,
    VEX_REG_MODRM_IMM8
  }

  final String mnemonic;
  final Shape shape;
  final int prefix;
  final int map;
  final int opcode;
  final int digit;
  final char registerWidth;
  final char memoryWidth;

  X64Row(String mnemonic, Shape shape, int prefix, int map, int opcode, int digit, String widths) {
    this.mnemonic = mnemonic;
    this.shape = shape;
    this.prefix = prefix;
    this.map = map;
    this.opcode = opcode;
    this.digit = digit;
    this.registerWidth = widths.charAt(0);
    this.memoryWidth = widths.charAt(1);
  }

  /** The number of bytes of the immediate. */
  int immediateBytes() {
    return switch (shape) {
      case MODRM_IMM8, REG_MODRM_IMM8, VEX_REG_MODRM_IMM8 -> 1;
      case MODRM_IMM32, REG_MODRM_IMM32, OPCODE_IMM32 -> 4;
      case OPCODE_IMM64 -> 8;
      default -> 0;
    };
  }
}
