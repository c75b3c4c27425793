package dev.metajit.demo.rv32;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/** The processor: registers, and the loop that executes decoded instructions. */
final class Cpu {
  private static final int WORD_BYTES = 4;
  private static final long UNSIGNED = 0xffffffffL;
  private static final int[] NO_CODE = {};

  /** x0 to x31, and one more that takes what is written to x0. */
  final int[] registers = new int[Decoder.SINK + 1];

  private final Memory memory;
  private final CodeCache codeCache;
  private final SystemCalls systemCalls;
  private final ControlRegisters controlRegisters = new ControlRegisters();

  Cpu(Memory memory, CodeCache codeCache, SystemCalls systemCalls) {
    this.memory = memory;
    this.codeCache = codeCache;
    this.systemCalls = systemCalls;
  }

  /**
   * Runs until the guest program exits.
   *
   * @param entry the address of the first instruction
   * @throws GuestException if the program does not handle a trap
   */
  @JitDriver(
      name = "rv32",
      greens = {"pc", "base", "code[*]"},
      printableLocation = "location")
  void run(int entry) {
    final int[] x = registers;
    final Memory ram = memory;
    int pc = entry;
    int base = 0;
    int[] code = NO_CODE;
    while (true) {
      Jit.mergePoint();
      try {
        int at = pc - base;
        if (at < 0 || at >= code.length) {
          CodeRegion region = codeCache.region(pc);
          base = region.base;
          code = region.code;
          continue;
        }
        int next = pc + WORD_BYTES;
        int a = code[at + 1];
        int b = code[at + 2];
        int c = code[at + 3];
        switch (code[at]) {
          case Opcode.LOAD_CONSTANT:
            x[a] = c;
            break;
          case Opcode.JUMP:
            next = aligned(c);
            x[a] = pc + WORD_BYTES;
            break;
          case Opcode.JUMP_REGISTER:
            next = aligned(x[b] + c & ~1);
            x[a] = pc + WORD_BYTES;
            break;
          case Opcode.BRANCH_EQUAL:
            if (x[a] == x[b]) {
              next = aligned(c);
            }
            break;
          case Opcode.BRANCH_NOT_EQUAL:
            if (x[a] != x[b]) {
              next = aligned(c);
            }
            break;
          case Opcode.BRANCH_LESS:
            if (x[a] < x[b]) {
              next = aligned(c);
            }
            break;
          case Opcode.BRANCH_GREATER_EQUAL:
            if (x[a] >= x[b]) {
              next = aligned(c);
            }
            break;
          case Opcode.BRANCH_LESS_UNSIGNED:
            if (lessUnsigned(x[a], x[b])) {
              next = aligned(c);
            }
            break;
          case Opcode.BRANCH_GREATER_EQUAL_UNSIGNED:
            if (!lessUnsigned(x[a], x[b])) {
              next = aligned(c);
            }
            break;
          case Opcode.LOAD_BYTE:
            x[a] = (byte) ram.loadByte(x[b] + c);
            break;
          case Opcode.LOAD_HALF:
            x[a] = (short) ram.loadHalf(x[b] + c);
            break;
          case Opcode.LOAD_WORD:
            x[a] = ram.loadWord(x[b] + c);
            break;
          case Opcode.LOAD_BYTE_UNSIGNED:
            x[a] = ram.loadByte(x[b] + c);
            break;
          case Opcode.LOAD_HALF_UNSIGNED:
            x[a] = ram.loadHalf(x[b] + c);
            break;
          case Opcode.STORE_BYTE:
            ram.storeByte(x[b] + c, x[a]);
            break;
          case Opcode.STORE_HALF:
            ram.storeHalf(x[b] + c, x[a]);
            break;
          case Opcode.STORE_WORD:
            ram.storeWord(x[b] + c, x[a]);
            break;
          case Opcode.ADD_IMMEDIATE:
            x[a] = x[b] + c;
            break;
          case Opcode.SET_LESS_IMMEDIATE:
            x[a] = x[b] < c ? 1 : 0;
            break;
          case Opcode.SET_LESS_IMMEDIATE_UNSIGNED:
            x[a] = lessUnsigned(x[b], c) ? 1 : 0;
            break;
          case Opcode.XOR_IMMEDIATE:
            x[a] = x[b] ^ c;
            break;
          case Opcode.OR_IMMEDIATE:
            x[a] = x[b] | c;
            break;
          case Opcode.AND_IMMEDIATE:
            x[a] = x[b] & c;
            break;
          case Opcode.SHIFT_LEFT_IMMEDIATE:
            x[a] = x[b] << c;
            break;
          case Opcode.SHIFT_RIGHT_IMMEDIATE:
            x[a] = x[b] >>> c;
            break;
          case Opcode.SHIFT_RIGHT_ARITHMETIC_IMMEDIATE:
            x[a] = x[b] >> c;
            break;
          case Opcode.ADD:
            x[a] = x[b] + x[c];
            break;
          case Opcode.SUBTRACT:
            x[a] = x[b] - x[c];
            break;
          case Opcode.SHIFT_LEFT:
            x[a] = x[b] << x[c];
            break;
          case Opcode.SET_LESS:
            x[a] = x[b] < x[c] ? 1 : 0;
            break;
          case Opcode.SET_LESS_UNSIGNED:
            x[a] = lessUnsigned(x[b], x[c]) ? 1 : 0;
            break;
          case Opcode.XOR:
            x[a] = x[b] ^ x[c];
            break;
          case Opcode.SHIFT_RIGHT:
            x[a] = x[b] >>> x[c];
            break;
          case Opcode.SHIFT_RIGHT_ARITHMETIC:
            x[a] = x[b] >> x[c];
            break;
          case Opcode.OR:
            x[a] = x[b] | x[c];
            break;
          case Opcode.AND:
            x[a] = x[b] & x[c];
            break;
          case Opcode.MULTIPLY:
            x[a] = x[b] * x[c];
            break;
          case Opcode.MULTIPLY_HIGH:
            x[a] = (int) ((long) x[b] * x[c] >> 32);
            break;
          case Opcode.MULTIPLY_HIGH_SIGNED_UNSIGNED:
            x[a] = (int) (x[b] * (x[c] & UNSIGNED) >> 32);
            break;
          case Opcode.MULTIPLY_HIGH_UNSIGNED:
            x[a] = (int) ((x[b] & UNSIGNED) * (x[c] & UNSIGNED) >>> 32);
            break;
          case Opcode.DIVIDE:
            x[a] = x[c] == 0 ? -1 : x[b] / x[c];
            break;
          case Opcode.DIVIDE_UNSIGNED:
            x[a] = x[c] == 0 ? -1 : (int) ((x[b] & UNSIGNED) / (x[c] & UNSIGNED));
            break;
          case Opcode.REMAINDER:
            x[a] = x[c] == 0 ? x[b] : x[b] % x[c];
            break;
          case Opcode.REMAINDER_UNSIGNED:
            x[a] = x[c] == 0 ? x[b] : (int) ((x[b] & UNSIGNED) % (x[c] & UNSIGNED));
            break;
          case Opcode.FENCE:
            break;
          case Opcode.FENCE_INSTRUCTIONS:
            codeCache.synchronize();
            code = NO_CODE; // is looked up again
            break;
          case Opcode.ENVIRONMENT_CALL:
            if (systemCalls.call(x)) {
              return;
            }
            break;
          case Opcode.BREAKPOINT:
            throw new Trap(Trap.Cause.BREAKPOINT, pc);
          case Opcode.MACHINE_RETURN:
            next = controlRegisters.returnFromTrap();
            break;
          case Opcode.CONTROL_REGISTER:
            x[a] = controlRegisters.access(c, b, x[b]);
            break;
          default:
            throw new Trap(Trap.Cause.ILLEGAL_INSTRUCTION, c);
        }
        pc = next;
      } catch (Trap trap) {
        pc = controlRegisters.enterTrap(trap, pc, memory);
      }
    }
  }

  /** The guest location in logs: the instruction's address. */
  static String location(int pc, int base, int[] code) {
    return "0x" + Integer.toHexString(pc);
  }

  private static boolean lessUnsigned(int first, int second) {
    return first + Integer.MIN_VALUE < second + Integer.MIN_VALUE;
  }

  private static int aligned(int target) {
    if ((target & 3) != 0) {
      throw new Trap(Trap.Cause.FETCH_MISALIGNED, target);
    }
    return target;
  }
}
