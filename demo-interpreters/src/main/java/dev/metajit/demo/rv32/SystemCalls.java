package dev.metajit.demo.rv32;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * What {@code ecall} does: system calls with Linux's numbers; the number in a7, arguments in a0 to
 * a2, the result, or a negative error number, in a0.
 */
final class SystemCalls {
  private static final int A0 = 10;
  private static final int A1 = 11;
  private static final int A2 = 12;
  private static final int A7 = 17;

  private static final int READ = 63;
  private static final int WRITE = 64;
  private static final int EXIT = 93;
  private static final int EXIT_GROUP = 94;
  private static final int SET_BREAK = 214;

  private static final int BAD_FILE = -9;
  private static final int BAD_ADDRESS = -14;
  private static final int INVALID = -22;
  private static final int NO_SUCH_CALL = -38;

  private final Memory memory;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream error;
  private final int firstBreak;
  private final int lastBreak;
  private int currentBreak;
  private int exitStatus;

  /**
   * Calls on this memory.
   *
   * @param firstBreak the end of the program's data; the break can move up from there
   * @param lastBreak the highest break
   */
  SystemCalls(
      Memory memory,
      InputStream in,
      PrintStream out,
      PrintStream error,
      int firstBreak,
      int lastBreak) {
    this.memory = memory;
    this.in = in;
    this.out = out;
    this.error = error;
    this.firstBreak = firstBreak;
    this.lastBreak = lastBreak;
    this.currentBreak = firstBreak;
  }

  /** The status that the guest program exited with, 0 to 255. */
  int exitStatus() {
    return exitStatus;
  }

  /** Makes the call that the registers ask for; true if it was exit. */
  boolean call(int[] registers) {
    int a0 = registers[A0];
    int a1 = registers[A1];
    int a2 = registers[A2];
    switch (registers[A7]) {
      case READ -> registers[A0] = read(a0, a1, a2);
      case WRITE -> registers[A0] = write(a0, a1, a2);
      case SET_BREAK -> registers[A0] = setBreak(a0);
      case EXIT, EXIT_GROUP -> exitStatus = a0 & 0xff;
      default -> registers[A0] = NO_SUCH_CALL;
    }
    return registers[A7] == EXIT || registers[A7] == EXIT_GROUP;
  }

  private int read(int file, int address, int count) {
    if (file != 0) {
      return BAD_FILE;
    }
    if (count < 0) {
      return INVALID;
    }
    if (!contains(address, count)) {
      return BAD_ADDRESS;
    }
    try {
      byte[] bytes = new byte[count];
      int got = Math.max(in.read(bytes), 0);
      for (int i = 0; i < got; i++) {
        memory.storeByte(address + i, bytes[i]);
      }
      return got;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int write(int file, int address, int count) {
    if (file != 1 && file != 2) {
      return BAD_FILE;
    }
    if (count < 0) {
      return INVALID;
    }
    if (!contains(address, count)) {
      return BAD_ADDRESS;
    }
    PrintStream stream = file == 1 ? out : error;
    stream.write(memory.loadBytes(address, count), 0, count);
    return count;
  }

  private boolean contains(int address, int count) {
    return count == 0 || memory.contains(address) && memory.contains(address + count - 1);
  }

  private int setBreak(int address) {
    if (Integer.compareUnsigned(address, firstBreak) >= 0
        && Integer.compareUnsigned(address, lastBreak) <= 0) {
      currentBreak = address;
    }
    return currentBreak;
  }
}
