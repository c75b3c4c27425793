package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/** A loop that is hot for the first time where hardly any stack is left. */
public final class NoStackLeft {
  private static int overflows;

  private NoStackLeft() {}

  public static void main(String[] args) {
    try {
      descend();
    } catch (StackOverflowError e) {
      overflows++;
    }
    long sum = 0;
    for (int i = 0; i < 2000; i++) {
      sum += count(new int[] {1, 2, 0}, 100);
    }
    System.out.println(sum + (overflows > 0 ? " after an overflow" : ""));
  }

  /** Runs the loop at each of the last depths that there are. */
  @SuppressWarnings("InfiniteRecursion")
  private static void descend() {
    try {
      descend();
    } catch (StackOverflowError e) {
      overflows++;
    }
    if (overflows > 0 && overflows < 400) {
      count(new int[] {1, 2, 0}, 3);
    }
  }

  @JitDriver(
      greens = {"pc", "code"},
      reds = {"left", "sum"})
  private static long count(int[] code, int turns) {
    int pc = 0;
    int left = turns;
    long sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case 1 -> {
          sum += left;
          pc++;
        }
        case 2 -> {
          left--;
          pc = left > 0 ? 0 : 2;
        }
        default -> {
          return sum;
        }
      }
    }
  }
}
