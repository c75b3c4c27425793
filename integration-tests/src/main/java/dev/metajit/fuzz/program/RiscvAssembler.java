package dev.metajit.fuzz.program;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Makes an ELF file of lines such as {@code add x5 x6 x7}, {@code addi x5 x6 -1}, {@code load lw x5
 * x6} (of the data, at an index that is cut to it), {@code store sw x5 x6}, {@code if beq x5 x6}
 * with {@code fi}, and {@code loop 20} with {@code end}. In the end the program writes its
 * registers and data. x8 is the address of the data, x9 is for the assembler, and x28 and up count
 * loops.
 */
public final class RiscvAssembler {
  private static final int CODE = 0x10000;
  private static final int DATA = 0x40000;
  private static final int DATA_BYTES = 4096;
  private static final int WRITTEN = 256;
  private static final int SAVED = 128;
  private static final int BASE = 8;
  private static final int TEMPORARY = 9;
  private static final int COUNTER = 28;

  /** Function codes, 3 bits and 7. */
  private static final Map<String, int[]> REGISTERS =
      Map.ofEntries(
          Map.entry("add", new int[] {0, 0}),
          Map.entry("sub", new int[] {0, 32}),
          Map.entry("sll", new int[] {1, 0}),
          Map.entry("slt", new int[] {2, 0}),
          Map.entry("sltu", new int[] {3, 0}),
          Map.entry("xor", new int[] {4, 0}),
          Map.entry("srl", new int[] {5, 0}),
          Map.entry("sra", new int[] {5, 32}),
          Map.entry("or", new int[] {6, 0}),
          Map.entry("and", new int[] {7, 0}),
          Map.entry("mul", new int[] {0, 1}),
          Map.entry("mulh", new int[] {1, 1}),
          Map.entry("mulhsu", new int[] {2, 1}),
          Map.entry("mulhu", new int[] {3, 1}),
          Map.entry("div", new int[] {4, 1}),
          Map.entry("divu", new int[] {5, 1}),
          Map.entry("rem", new int[] {6, 1}),
          Map.entry("remu", new int[] {7, 1}));

  private static final List<String> IMMEDIATES =
      List.of("addi", "slli", "slti", "sltiu", "xori", "srli", "ori", "andi");
  private static final List<String> BRANCHES =
      List.of("beq", "bne", "-", "-", "blt", "bge", "bltu", "bgeu");
  private static final List<String> LOADS = List.of("lb", "lh", "lw", "-", "lbu", "lhu");
  private static final List<String> STORES = List.of("sb", "sh", "sw");

  private final List<Integer> words = new ArrayList<>();
  private final Deque<Integer> branches = new ArrayDeque<>();
  private final Deque<Integer> loops = new ArrayDeque<>();

  private RiscvAssembler() {}

  /** The names of instructions on three registers. */
  public static List<String> registerInstructions() {
    return REGISTERS.keySet().stream().sorted().toList();
  }

  /**
   * The program as a file.
   *
   * @throws IllegalArgumentException if a line is wrong, or an end is missing
   */
  public static byte[] assemble(List<String> lines) {
    RiscvAssembler assembler = new RiscvAssembler();
    assembler.upper(BASE, DATA);
    for (String line : lines) {
      if (!line.isBlank()) {
        assembler.line(line.trim().split(" "));
      }
    }
    if (!assembler.branches.isEmpty() || !assembler.loops.isEmpty()) {
      throw new IllegalArgumentException("an end is missing");
    }
    assembler.finish();
    return assembler.file();
  }

  private void line(String[] line) {
    switch (line[0]) {
      case "load" -> {
        address(register(line[3]), LOADS.indexOf(line[1]) & 3);
        immediate(0x03, LOADS.indexOf(line[1]), register(line[2]), TEMPORARY, 0);
      }
      case "store" -> {
        address(register(line[3]), STORES.indexOf(line[1]));
        store(STORES.indexOf(line[1]), register(line[2]), TEMPORARY, 0);
      }
      case "if" -> {
        branches.push(words.size());
        words.add(branch(BRANCHES.indexOf(line[1]), register(line[2]), register(line[3]), 0));
      }
      case "fi" -> {
        int from = branches.pop();
        words.set(from, words.get(from) | offset(4 * (words.size() - from)));
      }
      case "loop" -> {
        immediate(0x13, 0, COUNTER + loops.size(), 0, Integer.parseInt(line[1]));
        loops.push(words.size());
      }
      case "end" -> {
        int head = loops.pop();
        int counter = COUNTER + loops.size();
        immediate(0x13, 0, counter, counter, -1);
        words.add(branch(1, counter, 0, 4 * (head - words.size())));
      }
      case "lui" -> upper(register(line[1]), Integer.parseInt(line[2]) << 12);
      default -> arithmetic(line);
    }
  }

  private void arithmetic(String[] line) {
    int[] codes = REGISTERS.get(line[0]);
    if (codes != null) {
      words.add(
          codes[1] << 25
              | register(line[3]) << 20
              | register(line[2]) << 15
              | codes[0] << 12
              | register(line[1]) << 7
              | 0x33);
      return;
    }
    boolean isArithmetic = line[0].equals("srai");
    int function = isArithmetic ? 5 : IMMEDIATES.indexOf(line[0]);
    if (function < 0) {
      throw new IllegalArgumentException(String.join(" ", line));
    }
    boolean isShift = function == 1 || function == 5;
    int value = Integer.parseInt(line[3]);
    int cut = isShift ? value & 31 | (isArithmetic ? 1 << 10 : 0) : value;
    immediate(0x13, function, register(line[1]), register(line[2]), cut);
  }

  private static int register(String name) {
    return Integer.parseInt(name.substring(1));
  }

  /** The address of an element of this size in the data. */
  private void address(int index, int size) {
    immediate(0x13, 7, TEMPORARY, index, SAVED - (1 << size));
    words.add(BASE << 20 | TEMPORARY << 15 | TEMPORARY << 7 | 0x33);
  }

  private void upper(int register, int value) {
    words.add(value & 0xfffff000 | register << 7 | 0x37);
  }

  private void immediate(int opcode, int function, int to, int from, int value) {
    words.add(value << 20 | from << 15 | function << 12 | to << 7 | opcode);
  }

  private void store(int function, int value, int base, int at) {
    words.add((at >> 5) << 25 | value << 20 | base << 15 | function << 12 | (at & 31) << 7 | 0x23);
  }

  private static int branch(int function, int left, int right, int distance) {
    return offset(distance) | right << 20 | left << 15 | function << 12 | 0x63;
  }

  private static int offset(int distance) {
    if (distance < -4096 || distance > 4094) {
      throw new IllegalArgumentException("too far: " + distance);
    }
    return (distance >> 12 & 1) << 31
        | (distance >> 5 & 63) << 25
        | (distance >> 1 & 15) << 8
        | (distance >> 11 & 1) << 7;
  }

  /** Writes what there is, and exits. */
  private void finish() {
    for (int register = 5; register < COUNTER; register++) {
      store(2, register, BASE, SAVED + 4 * register);
    }
    immediate(0x13, 0, 10, 0, 1);
    immediate(0x13, 0, 11, BASE, 0);
    immediate(0x13, 0, 12, 0, WRITTEN);
    immediate(0x13, 0, 17, 0, 64);
    words.add(0x73);
    immediate(0x13, 0, 17, 0, 93);
    words.add(0x73);
  }

  private byte[] file() {
    int headers = 52 + 2 * 32;
    ByteBuffer file =
        ByteBuffer.allocate(headers + 4 * words.size()).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 0x464c457f).put(4, (byte) 1).put(5, (byte) 1).put(6, (byte) 1);
    file.putShort(16, (short) 2).putShort(18, (short) 243).putInt(20, 1);
    file.putInt(24, CODE).putInt(28, 52);
    file.putShort(40, (short) 52).putShort(42, (short) 32).putShort(44, (short) 2);
    int bytes = 4 * words.size();
    header(file, 52, new int[] {1, headers, CODE, CODE, bytes, bytes, 5, 4});
    header(file, 84, new int[] {1, headers, DATA, DATA, 0, DATA_BYTES, 6, 4});
    file.position(headers);
    words.forEach(file::putInt);
    return file.array();
  }

  private static void header(ByteBuffer file, int at, int[] values) {
    for (int i = 0; i < values.length; i++) {
      file.putInt(at + 4 * i, values[i]);
    }
  }
}
