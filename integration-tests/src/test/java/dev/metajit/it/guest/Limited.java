package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/** Adds up as many elements as it is told, and one for each that is not there. */
public final class Limited {
  private static final int LENGTH = 100;
  private static final int TURNS = 300;

  private Limited() {}

  @JitDriver(
      name = "limited",
      greens = {})
  private static long sum(int[] numbers, int limit) {
    long sum = 0;
    int i = 0;
    while (i < limit) {
      Jit.mergePoint();
      if (i < numbers.length) {
        sum += numbers[i];
      } else {
        sum++;
      }
      i++;
    }
    return sum;
  }

  /** Prints sums of fewer elements than there are, then of more, then of both in turns. */
  public static void main(String[] arguments) {
    int[] numbers = new int[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      numbers[i] = i * i;
    }
    System.out.println(sums(numbers, LENGTH, LENGTH - 1));
    System.out.println(sums(numbers, 2 * LENGTH, 2 * LENGTH));
    System.out.println(sums(numbers, LENGTH / 2, 2 * LENGTH));
  }

  private static long sums(int[] numbers, int limit, int other) {
    long sum = 0;
    for (int i = 0; i < TURNS; i++) {
      sum += sum(numbers, i % 2 == 0 ? limit : other);
    }
    return sum;
  }
}
