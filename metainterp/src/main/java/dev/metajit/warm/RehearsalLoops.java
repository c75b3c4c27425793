package dev.metajit.warm;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/**
 * Two small interpreters for {@link Rehearsal}: one keeps its values in locals, which machine code
 * can do everywhere, the other in an object. Every other turn takes the other branch.
 */
final class RehearsalLoops {
  private static final int ADD = 0;
  private static final int DECREMENT = 1;
  private static final int JUMP_IF_POSITIVE = 2;
  private static final int HALT = 3;

  /** Adds up odd numbers from a number down. */
  static final int[] PROGRAM = {ADD, DECREMENT, JUMP_IF_POSITIVE, 0, HALT};

  private RehearsalLoops() {}

  @JitDriver(greens = {"pc", "code"})
  static long locals(int[] code, int start) {
    int pc = 0;
    int counter = start;
    long sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc++]) {
        case ADD -> sum = (counter & 1) == 0 ? sum : sum + counter;
        case DECREMENT -> counter--;
        case JUMP_IF_POSITIVE -> pc = counter > 0 ? code[pc] : pc + 1;
        default -> {
          return sum;
        }
      }
    }
  }

  @JitDriver(greens = {"pc", "code"})
  static long fields(int[] code, Sums sums) {
    int pc = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc++]) {
        case ADD -> sums.add();
        case DECREMENT -> sums.counter--;
        case JUMP_IF_POSITIVE -> pc = sums.counter > 0 ? code[pc] : pc + 1;
        default -> {
          return sums.sum.value;
        }
      }
    }
  }

  /** A frame with a boxed value. */
  static final class Sums {
    private int counter;
    private Box sum = new Box(0);

    Sums(int start) {
      counter = start;
    }

    private void add() {
      if ((counter & 1) != 0) {
        sum = new Box(sum.value + counter);
      }
    }
  }

  private static final class Box {
    private final long value;

    Box(long value) {
      this.value = value;
    }
  }
}
