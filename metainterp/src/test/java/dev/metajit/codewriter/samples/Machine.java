package dev.metajit.codewriter.samples;

import dev.metajit.annotations.Jit;

/** A small portal, and a caller of it. */
public final class Machine {
  private Machine() {}

  /** Counts down in code 0, adds in code 1, jumps in code 2. */
  public static int run(byte[] code, int n) {
    int pc = 0;
    int left = n;
    int sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case 0 -> {
          if (--left < 0) {
            return sum;
          }
          pc++;
        }
        case 1 -> {
          sum += left;
          pc++;
        }
        default -> {
          pc = 0;
          Jit.canEnterJit();
        }
      }
    }
  }

  static int twice(byte[] code, int n) {
    try {
      return run(code, n) * 2;
    } catch (ArrayIndexOutOfBoundsException e) {
      return -1;
    }
  }
}
