package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.function.IntUnaryOperator;

/**
 * An interpreter that reads its operands through a lambda, made anew for each instruction, and
 * looks on each jump whether its thread has been interrupted.
 */
public final class Interruptible {
  private static final int ADD = 0;
  private static final int JUMP_IF_LESS = 1;

  /** Adds 3 as long as the sum is less than the limit. */
  private static final int[] PROGRAM = {ADD, 3, JUMP_IF_LESS, 0, 2};

  private static long news;

  private Interruptible() {}

  /**
   * Prints what the program counts up to; with the argument {@code interrupt} it counts for ever,
   * and the news of the thread that interrupts it are printed.
   */
  public static void main(String[] args) throws InterruptedException {
    if (!args[0].equals("interrupt")) {
      System.out.println(run(PROGRAM, Integer.parseInt(args[0])));
      return;
    }
    Thread runner =
        new Thread(() -> System.out.println(run(PROGRAM, Integer.MIN_VALUE) + " " + news));
    runner.start();
    Thread.sleep(500);
    news = 42;
    runner.interrupt();
    runner.join();
  }

  @JitDriver(
      name = "interruptible",
      greens = {"pc", "code"})
  private static long run(int[] code, int limit) {
    int pc = 0;
    int sum = 0;
    while (true) {
      Jit.mergePoint();
      int at = pc;
      IntUnaryOperator operands = i -> code[at + i];
      switch (code[pc]) {
        case ADD -> {
          sum += operands.applyAsInt(1);
          pc += 2;
        }
        case JUMP_IF_LESS -> {
          if (Thread.currentThread().isInterrupted()) {
            return -news;
          }
          pc = limit < 0 || sum < limit ? operands.applyAsInt(1) : pc + 2;
        }
        default -> {
          return sum;
        }
      }
    }
  }
}
