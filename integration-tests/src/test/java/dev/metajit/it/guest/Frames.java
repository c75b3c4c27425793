package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import dev.metajit.annotations.UnrollSafe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An interpreter whose calls make frames: of copied arguments, lists, and what is found in lists.
 */
public final class Frames {
  private static final int CALL = 0;
  private static final int JUMP_IF_LESS = 1;
  private static final int[] PROGRAM = {CALL, JUMP_IF_LESS, 0, 2};
  private static final List<Integer> PARAMETERS = List.of(1, 2, 3);
  private static final long[] NONE = {};

  private Frames() {}

  /** Prints what the program counts up to. */
  public static void main(String[] args) {
    System.out.println(run(PROGRAM, Integer.parseInt(args[0])));
  }

  @JitDriver(
      name = "frames",
      greens = {"pc", "code"})
  private static long run(int[] code, long limit) {
    int pc = 0;
    long sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case CALL -> {
          sum = call(sum);
          pc++;
        }
        case JUMP_IF_LESS -> pc = sum < limit ? code[pc + 1] : pc + 2;
        default -> {
          return sum;
        }
      }
    }
  }

  @UnrollSafe
  private static long call(long sum) {
    long[] locals = Arrays.copyOf(new long[] {sum, 1}, 4);
    long[] none = Arrays.copyOf(NONE, 2);
    List<Integer> slots = new ArrayList<>();
    for (int parameter : PARAMETERS) {
      slots.add(parameter);
    }
    for (int slot : slots) {
      locals[0] += slot;
    }
    return locals[0] + none[1];
  }
}
