package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Guest programs that are made, run hot, and dropped; says how many of them memory still holds. The
 * arguments are how many there are, and how many turns each makes.
 */
public final class GoneGuests {
  private GoneGuests() {}

  public static void main(String[] args) throws InterruptedException {
    int count = Integer.parseInt(args[0]);
    int turns = Integer.parseInt(args[1]);
    List<WeakReference<Object[]>> programs = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      Object[] program = {new int[] {1, 2, 0}, "program " + i};
      programs.add(new WeakReference<>(program));
      sum += run(program, turns) + run(program, turns);
    }
    System.out.println(sum);
    long held = count;
    for (int i = 0; i < 50 && held > count / 3; i++) {
      System.gc();
      Thread.sleep(20);
      sum += run(new Object[] {new int[] {1, 2, 0}, "last " + i}, 200);
      held = programs.stream().filter(program -> program.get() != null).count();
    }
    System.out.println(held > count / 3 ? "most are held" : "most are gone");
  }

  @JitDriver(
      greens = {"pc", "program"},
      reds = {"left", "sum"})
  private static long run(Object[] program, int turns) {
    int pc = 0;
    int left = turns;
    long sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (((int[]) program[0])[pc]) {
        case 1 -> {
          sum += left + ((String) program[1]).length();
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
