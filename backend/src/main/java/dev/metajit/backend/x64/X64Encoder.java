package dev.metajit.backend.x64;

import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Operand.Direct;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.backend.x64.X64Operand.Memory;
import dev.metajit.backend.x64.X64Operand.Relative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns rows and operands into bytes (Intel SDM volume 2, chapter 2), and into a listing if one is
 * wanted.
 */
final class X64Encoder {
  private static final int REX = 0x40;
  private static final int REX_W = 8;
  private static final int REX_R = 4;
  private static final int REX_X = 2;
  private static final int REX_B = 1;
  private static final int USE_SIB = 4;
  private static final int LOW = 7;

  /** A distance to fill in: where it stands, what it counts from, and its width. */
  private record Fixup(int position, int from, int bytes, Label label) {}

  private final X64Listing listing;
  private final List<Fixup> fixups = new ArrayList<>();
  private byte[] bytes = new byte[1024];
  private int size;
  private int instructions;
  private int flagsPosition = -1;
  private Register flagsRegister;
  private boolean flagsWide;

  /** An encoder; it writes no listing if {@code listing} is null. */
  X64Encoder(X64Listing listing) {
    this.listing = listing;
  }

  int position() {
    return size;
  }

  /** How many instructions have been written. */
  int instructions() {
    return instructions;
  }

  /** The bytes of code that refers to nothing elsewhere. */
  byte[] finish() {
    return finish(0);
  }

  /**
   * The bytes. All labels must be bound.
   *
   * @param base where they will be run
   */
  byte[] finish(long base) {
    for (Fixup fixup : fixups) {
      fill(fixup, fixup.label.distance(base, fixup.from));
    }
    fixups.clear();
    return Arrays.copyOf(bytes, size);
  }

  private void fill(Fixup fixup, int distance) {
    if (fixup.bytes == Integer.BYTES) {
      putInt(fixup.position, distance);
    } else if (distance == (byte) distance) {
      bytes[fixup.position] = (byte) distance;
    } else {
      throw new IllegalStateException("too far for a short jump: " + fixup.label);
    }
  }

  void bind(Label label) {
    label.bind(size);
    flagsPosition = -1;
    if (listing != null) {
      listing.label(label);
    }
  }

  /** A line for people. */
  void comment(Object text) {
    if (listing != null) {
      listing.comment(text);
    }
  }

  /** Fills with no-operations until the position is a multiple. */
  void align(int multiple) {
    int missing = (multiple - size % multiple) % multiple;
    while (missing > 0) {
      int length = Math.min(missing, NOPS.length);
      for (byte b : NOPS[length - 1]) {
        emitByte(b);
      }
      missing -= length;
    }
  }

  private static final byte[][] NOPS = {
    {(byte) 0x90},
    {0x66, (byte) 0x90},
    {0x0F, 0x1F, 0x00},
    {0x0F, 0x1F, 0x40, 0x00},
    {0x0F, 0x1F, 0x44, 0x00, 0x00},
    {0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00},
    {0x0F, 0x1F, (byte) 0x80, 0x00, 0x00, 0x00, 0x00},
    {0x0F, 0x1F, (byte) 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
  };

  /** Data: 8 bytes. */
  void data(long value) {
    if (listing != null) {
      listing.data(size, value);
    }
    emitLong(value);
  }

  /** Data: 4 bytes. */
  void number(int value) {
    if (listing != null) {
      listing.number(size, value);
    }
    emitInt(value);
  }

  /** True if the flags say what {@code test} of the register with itself would. */
  boolean hasFlagsOf(Register register, boolean wide) {
    return flagsPosition == size && flagsRegister == register && flagsWide == wide;
  }

  private void noteFlags(X64Row row, boolean wide, X64Operand operand, Register register) {
    Register written =
        switch (row) {
          case AND, OR, XOR -> register;
          case AND_IMM8, AND_IMM32, OR_IMM8, OR_IMM32, XOR_IMM8, XOR_IMM32 ->
              operand instanceof Direct direct ? direct.register() : null;
          default -> null;
        };
    if (written != null) {
      flagsPosition = size;
      flagsRegister = written;
      flagsWide = wide;
    }
  }

  private void emitLong(long value) {
    emitInt((int) value);
    emitInt((int) (value >>> 32));
  }

  /** An instruction without operands. */
  void emit(X64Row row) {
    int start = size;
    if (row.prefix != 0) {
      emitByte(row.prefix);
    }
    if (row == X64Row.SIGN_64) {
      emitByte(REX | REX_W);
    }
    emitOpcode(row, 0);
    list(start, row, true, null, null, null, 0);
  }

  /** Register, register or memory; in the row's order. */
  void emit(X64Row row, boolean wide, Register register, X64Operand operand) {
    emit(row, wide, register, operand, 0);
  }

  /** Register, register. */
  void emit(X64Row row, boolean wide, Register register, Register operand) {
    emit(row, wide, register, new Direct(operand), 0);
  }

  /** A register or memory, whose opcode is extended by the row's digit. */
  void emit(X64Row row, boolean wide, X64Operand operand, int immediate) {
    emit(row, wide, null, operand, immediate);
  }

  /** Register, register or memory, and an immediate. */
  void emit(X64Row row, boolean wide, Register register, X64Operand operand, int immediate) {
    int start = size;
    if (row.prefix != 0) {
      emitByte(row.prefix);
    }
    int reg = register == null ? row.digit : register.number();
    emitRex(row, wide, reg, operand);
    emitOpcode(row, 0);
    emitModRm(row, reg & LOW, operand);
    emitImmediate(row.immediateBytes(), immediate);
    noteFlags(row, wide, operand, register);
    list(start, row, wide, register, operand, null, immediate);
  }

  /** A register in the opcode, and an immediate if the row has one. */
  void emitShort(X64Row row, boolean wide, Register register, long immediate) {
    int start = size;
    int rex = (wide && row.memoryWidth == 'w' ? REX_W : 0) | (register.number() > LOW ? REX_B : 0);
    if (rex != 0) {
      emitByte(REX | rex);
    }
    emitOpcode(row, register.number() & LOW);
    if (row.immediateBytes() == Long.BYTES) {
      emitLong(immediate);
    } else {
      emitImmediate(row.immediateBytes(), (int) immediate);
    }
    list(start, row, wide, null, new Direct(register), null, immediate);
  }

  /**
   * VEX, of 128 bits or scalar: {@code register = operand op second}; second is null where an
   * immediate stands for it.
   */
  void emitVex(
      X64Row row,
      boolean wide,
      Register register,
      X64Operand operand,
      Register second,
      int immediate) {
    int start = size;
    int reg = register.number();
    int rex = rexBits(reg, operand);
    emitByte(0xC4);
    emitByte((~rex & (REX_R | REX_X | REX_B)) << 5 | row.map);
    int pp = row.prefix == 0x66 ? 1 : row.prefix == 0xF3 ? 2 : row.prefix == 0xF2 ? 3 : 0;
    int vvvv = second == null ? 0 : second.number();
    emitByte((wide ? 0x80 : 0) | (~vvvv & 15) << 3 | pp);
    emitByte(row.opcode);
    emitModRm(row, reg & LOW, operand);
    emitImmediate(row.immediateBytes(), immediate);
    list(start, row, wide, register, operand, second, immediate);
  }

  /** {@code setcc}: the low byte becomes 0 or 1. */
  void set(X64Condition condition, Register register) {
    int start = size;
    int number = register.number();
    if (number > 3) {
      emitByte(REX | (number > LOW ? REX_B : 0));
    }
    emitByte(0x0F);
    emitByte(0x90 + condition.ordinal());
    emitByte(0xC0 | number & LOW);
    listLine(start, "set" + condition.suffix + " " + X64Registers.name(register, 1));
  }

  /** {@code cmovcc} between registers. */
  void moveIf(X64Condition condition, boolean wide, Register to, Register from) {
    int start = size;
    int rex = (wide ? REX_W : 0) | rexBits(to.number(), new Direct(from));
    if (rex != 0) {
      emitByte(REX | rex);
    }
    emitByte(0x0F);
    emitByte(0x40 + condition.ordinal());
    emitByte(0xC0 | (to.number() & LOW) << 3 | from.number() & LOW);
    int bytesWide = wide ? 8 : 4;
    listLine(
        start,
        "cmov"
            + condition.suffix
            + " "
            + X64Registers.name(to, bytesWide)
            + ","
            + X64Registers.name(from, bytesWide));
  }

  /** A conditional jump; short if it goes back to a near label, else of 32 bits. */
  void jump(X64Condition condition, Label label) {
    int start = size;
    if (isNear(label)) {
      emitByte(0x70 + condition.ordinal());
      emitByte(label.position() - size - 1);
    } else {
      emitByte(0x0F);
      emitByte(0x80 + condition.ordinal());
      emitDistance(label, 0);
    }
    listLine(start, "j" + condition.suffix + " " + label);
  }

  /** A jump. */
  void jump(Label label) {
    int start = size;
    if (isNear(label)) {
      emitByte(0xEB);
      emitByte(label.position() - size - 1);
    } else {
      emitByte(0xE9);
      emitDistance(label, 0);
    }
    listLine(start, "jmp " + label);
  }

  /** A conditional jump of 8 bits to a label that is bound soon. */
  void jumpShort(X64Condition condition, Label label) {
    int start = size;
    emitByte(0x70 + condition.ordinal());
    emitShortDistance(label);
    listLine(start, "j" + condition.suffix + " short " + label);
  }

  /** A jump of 8 bits to a label that is bound soon. */
  void jumpShort(Label label) {
    int start = size;
    emitByte(0xEB);
    emitShortDistance(label);
    listLine(start, "jmp short " + label);
  }

  private void emitShortDistance(Label label) {
    fixups.add(new Fixup(size, size + 1, 1, label));
    emitByte(0);
  }

  private boolean isNear(Label label) {
    return label.isBound() && size + 2 - label.position() <= 128;
  }

  private void emitRex(X64Row row, boolean wide, int reg, X64Operand operand) {
    boolean hasWidth = row.memoryWidth == 'w' || row.registerWidth == 'w';
    int rex = (wide && hasWidth ? REX_W : 0) | rexBits(reg, operand);
    boolean byteRegister =
        row.memoryWidth == 'b'
            && (operand instanceof Direct direct && direct.register().number() > 3
                || row.registerWidth == 'b' && reg > 3);
    if (rex != 0 || byteRegister) {
      emitByte(REX | rex);
    }
  }

  private static int rexBits(int reg, X64Operand operand) {
    int rex = reg > LOW ? REX_R : 0;
    if (operand instanceof Direct direct) {
      return rex | (direct.register().number() > LOW ? REX_B : 0);
    }
    if (operand instanceof Memory memory) {
      boolean index = memory.index() != null && memory.index().number() > LOW;
      return rex | (index ? REX_X : 0) | (memory.base().number() > LOW ? REX_B : 0);
    }
    return rex;
  }

  private void emitOpcode(X64Row row, int low) {
    if (row.map > 0) {
      emitByte(0x0F);
    }
    if (row.map > 1) {
      emitByte(row.map == 2 ? 0x38 : 0x3A);
    }
    emitByte(row.opcode + low);
  }

  private void emitModRm(X64Row row, int reg, X64Operand operand) {
    if (operand instanceof Direct direct) {
      emitByte(0xC0 | reg << 3 | direct.register().number() & LOW);
    } else if (operand instanceof Memory memory) {
      emitMemory(reg, memory);
    } else {
      emitByte(reg << 3 | 5);
      emitDistance(((Relative) operand).label(), row.immediateBytes());
    }
  }

  private void emitMemory(int reg, Memory memory) {
    int base = memory.base().number() & LOW;
    int displacement = memory.displacement();
    int mode = displacement == 0 && base != 5 ? 0 : displacement == (byte) displacement ? 1 : 2;
    if (memory.index() != null || base == USE_SIB) {
      emitByte(mode << 6 | reg << 3 | USE_SIB);
      int index = memory.index() == null ? USE_SIB : memory.index().number() & LOW;
      emitByte(Integer.numberOfTrailingZeros(memory.scale()) << 6 | index << 3 | base);
    } else {
      emitByte(mode << 6 | reg << 3 | base);
    }
    emitImmediate(mode == 1 ? 1 : mode == 2 ? 4 : 0, displacement);
  }

  private void emitDistance(Label label, int bytesBehind) {
    fixups.add(new Fixup(size, size + Integer.BYTES + bytesBehind, Integer.BYTES, label));
    emitInt(0);
  }

  private void emitImmediate(int length, int value) {
    if (length == 1) {
      emitByte(value);
    } else if (length == Integer.BYTES) {
      emitInt(value);
    }
  }

  private void emitInt(int value) {
    ensure(Integer.BYTES);
    putInt(size, value);
    size += Integer.BYTES;
  }

  private void putInt(int position, int value) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[position + i] = (byte) (value >> 8 * i);
    }
  }

  private void emitByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
  }

  private void list(
      int start,
      X64Row row,
      boolean wide,
      Register register,
      X64Operand operand,
      Register second,
      long immediate) {
    instructions++;
    if (listing != null) {
      listing.line(start, X64Listing.text(row, wide, register, operand, second, immediate));
    }
  }

  private void listLine(int start, String text) {
    instructions++;
    if (listing != null) {
      listing.line(start, text);
    }
  }
}
