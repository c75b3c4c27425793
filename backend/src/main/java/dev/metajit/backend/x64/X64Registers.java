package dev.metajit.backend.x64;

import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.regalloc.RegisterSet;
import java.util.List;
import java.util.stream.IntStream;

/** The registers, by their numbers in encodings, and what each is for. */
final class X64Registers {
  static final Register RAX = general(0);
  static final Register RCX = general(1);
  static final Register RDX = general(2);
  static final Register RBX = general(3);
  static final Register RSP = general(4);
  static final Register RBP = general(5);
  static final Register RSI = general(6);
  static final Register RDI = general(7);
  static final Register R12 = general(12);
  static final Register R13 = general(13);

  /** What is left of the stint, counted down by back-edges. */
  static final Register FUEL = general(14);

  /** Slot 0 of the native frame. */
  static final Register FRAME = general(15);

  /** For moves from memory to memory, and to break cycles. */
  static final Register VECTOR_SCRATCH = vector(15);

  /** What traces may use; the short encodings first. */
  static final RegisterSet ALLOCATABLE =
      new RegisterSet(
          List.of(
              RAX,
              RCX,
              RDX,
              RBX,
              RSI,
              RDI,
              RBP,
              general(8),
              general(9),
              general(10),
              general(11),
              R12,
              R13),
          IntStream.range(0, 15).mapToObj(X64Registers::vector).toList());

  private static final String[] NAMES_64 = {
    "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
  };
  private static final String[] NAMES_32 = {
    "eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi",
  };
  private static final String[] NAMES_16 = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
  private static final String[] NAMES_8 = {"al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"};

  private X64Registers() {}

  static Register general(int number) {
    return Register.of(Bank.GENERAL, number);
  }

  static Register vector(int number) {
    return Register.of(Bank.VECTOR, number);
  }

  /**
   * The register's name at a width of 1, 2, 4 or 8 bytes; a vector register's is the same at all.
   */
  static String name(Register register, int bytes) {
    int number = register.number();
    if (register.bank() == Bank.VECTOR) {
      return "xmm" + number;
    }
    return switch (bytes) {
      case 1 -> number < 8 ? NAMES_8[number] : "r" + number + "b";
      case 2 -> number < 8 ? NAMES_16[number] : "r" + number + "w";
      case 4 -> number < 8 ? NAMES_32[number] : "r" + number + "d";
      default -> number < 8 ? NAMES_64[number] : "r" + number;
    };
  }
}
