package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/**
 * A tiny interpreter that sums up the numbers from n down to 1, for tests of everything around the
 * loop.
 */
public final class Countdown {
  private static final int ADD = 0;
  private static final int DECREMENT = 1;
  private static final int JUMP_IF_POSITIVE = 2;
  private static final int[] PROGRAM = {ADD, DECREMENT, JUMP_IF_POSITIVE, 0, 3};

  private Countdown() {}

  /** Prints the sum for each number on the command line. */
  public static void main(String[] args) {
    for (String number : args) {
      System.out.println(run(PROGRAM, Integer.parseInt(number)));
    }
  }

  /** The program, as an object of its own. */
  static int[] program() {
    return PROGRAM.clone();
  }

  @JitDriver(
      name = "countdown",
      greens = {"pc", "code"},
      reds = {"counter", "sum"})
  static long run(int[] code, int start) {
    int pc = 0;
    int counter = start;
    long sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc++]) {
        case ADD -> sum += counter;
        case DECREMENT -> counter--;
        case JUMP_IF_POSITIVE -> pc = counter > 0 ? code[pc] : pc + 1;
        default -> {
          return sum;
        }
      }
    }
  }
}
