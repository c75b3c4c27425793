package dev.metajit.it.guest;

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
    List<WeakReference<int[]>> programs = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      int[] program = Countdown.program();
      programs.add(new WeakReference<>(program));
      sum += Countdown.run(program, turns) + Countdown.run(program, turns);
    }
    System.out.println(sum);
    long held = count;
    for (int i = 0; i < 50 && held > count / 3; i++) {
      System.gc();
      Thread.sleep(20);
      sum += Countdown.run(Countdown.program(), 200);
      held = programs.stream().filter(program -> program.get() != null).count();
    }
    System.out.println(held > count / 3 ? "most are held" : "most are gone");
  }
}
