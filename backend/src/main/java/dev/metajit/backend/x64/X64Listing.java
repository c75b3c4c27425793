package dev.metajit.backend.x64;

import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Operand.Direct;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.backend.x64.X64Operand.Memory;
import dev.metajit.backend.x64.X64Operand.Relative;
import java.util.ArrayList;
import java.util.List;

/** The text of machine code, in Intel's syntax, with the trace's operations between. */
final class X64Listing {
  private final StringBuilder text = new StringBuilder();

  void label(Label label) {
    text.append(label).append(":\n");
  }

  void comment(Object line) {
    text.append("          ; ").append(line).append('\n');
  }

  void line(int offset, String instruction) {
    String digits = Integer.toHexString(offset);
    text.append("  ").append("0000", 0, Math.max(0, 4 - digits.length())).append(digits);
    text.append("    ").append(instruction).append('\n');
  }

  void data(int offset, long value) {
    line(offset, "dq 0x" + Long.toHexString(value));
  }

  void number(int offset, int value) {
    line(offset, "dd " + value);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** One instruction. */
  static String text(
      X64Row row,
      boolean wide,
      Register register,
      X64Operand operand,
      Register second,
      long immediate) {
    List<String> operands = new ArrayList<>(3);
    String reg =
        register == null ? null : X64Registers.name(register, bytes(row.registerWidth, wide));
    String rm = operand == null ? null : operand(row, wide, operand);
    boolean memoryFirst = row.shape == X64Row.Shape.MODRM_REG;
    addUnlessNull(operands, memoryFirst ? rm : reg);
    addUnlessNull(operands, memoryFirst ? reg : rm);
    if (second != null) {
      operands.add(X64Registers.name(second, wide ? 8 : 4));
    }
    if (row.registerWidth == 'c') {
      operands.add("cl");
    }
    if (row.immediateBytes() > 0) {
      operands.add(Long.toString(immediate));
    }
    String mnemonic = wide && row.mnemonic.equals("movd") ? "movq" : row.mnemonic;
    return operands.isEmpty() ? mnemonic : mnemonic + " " + String.join(",", operands);
  }

  private static void addUnlessNull(List<String> operands, String operand) {
    if (operand != null) {
      operands.add(operand);
    }
  }

  private static int bytes(char width, boolean wide) {
    return switch (width) {
      case 'b' -> 1;
      case 'h' -> 2;
      case 'd', 's' -> 4;
      case 'q', 'x' -> 8;
      case 'p' -> 16;
      default -> wide ? 8 : 4;
    };
  }

  private static String operand(X64Row row, boolean wide, X64Operand operand) {
    if (operand instanceof Direct direct) {
      return X64Registers.name(direct.register(), bytes(row.memoryWidth, wide));
    }
    String size =
        switch (row.memoryWidth == '-' ? 0 : bytes(row.memoryWidth, wide)) {
          case 1 -> "byte ptr ";
          case 2 -> "word ptr ";
          case 4 -> "dword ptr ";
          case 8 -> "qword ptr ";
          case 16 -> "xmmword ptr ";
          default -> "";
        };
    return size + address(operand);
  }

  private static String address(X64Operand operand) {
    if (operand instanceof Relative relative) {
      return "[rip+" + relative.label() + "]";
    }
    Memory memory = (Memory) operand;
    StringBuilder address = new StringBuilder("[");
    address.append(X64Registers.name(memory.base(), 8));
    if (memory.index() != null) {
      address.append('+').append(X64Registers.name(memory.index(), 8));
      address.append('*').append(memory.scale());
    }
    if (memory.displacement() != 0) {
      address.append(memory.displacement() < 0 ? "" : "+").append(memory.displacement());
    }
    return address.append(']').toString();
  }
}
