package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An interpreter with a memory of bytes in a buffer, for values of all widths. */
public final class Buffers {
  private static final int STEP = 0;
  private static final int JUMP_IF_LESS = 1;
  private static final int[] PROGRAM = {STEP, JUMP_IF_LESS, 0, 2};

  private Buffers() {}

  /** Counts up to a limit in memory; with {@code big} behind it, in a buffer of that order. */
  public static void main(String[] args) {
    ByteOrder order = args.length > 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer memory = ByteBuffer.allocate(64).order(order);
    run(PROGRAM, memory, Integer.parseInt(args[0]));
    for (int i = 0; i < memory.limit(); i++) {
      System.out.print(memory.get(i) + " ");
    }
    System.out.println();
  }

  @JitDriver(
      name = "buffers",
      greens = {"pc", "code"})
  private static void run(int[] code, ByteBuffer memory, int limit) {
    int pc = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case STEP -> {
          memory.putInt(3, memory.getInt(3) + 1);
          memory.putLong(9, memory.getLong(9) - memory.getInt(3));
          memory.putShort(21, (short) (memory.getShort(21) + memory.get(3)));
          memory.putChar(31, (char) (memory.getChar(31) - memory.getShort(21)));
          memory.put(40, (byte) (memory.get(40) ^ memory.getChar(31)));
          memory.putDouble(43, memory.getDouble(43) + memory.get(40));
          memory.putFloat(55, memory.getFloat(55) - 0.5f);
          pc++;
        }
        case JUMP_IF_LESS -> pc = memory.getInt(3) < limit ? code[pc + 1] : pc + 2;
        default -> {
          return;
        }
      }
    }
  }
}
