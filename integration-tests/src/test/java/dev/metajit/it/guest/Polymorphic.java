package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.function.IntUnaryOperator;

/**
 * Places that know a few values: one that sends to objects of several classes, and one that jumps
 * through a table of guest code.
 */
public final class Polymorphic {
  private static final IntUnaryOperator[] RECEIVERS = {
    x -> x + 1, x -> x * 3, x -> x ^ 5, x -> x - 7, x -> ~x, x -> x << 1, x -> x >> 2, x -> x | 9
  };

  private static final int NEXT = 0;
  private static final int CALL = 1;
  private static final int ADD = 2;
  private static final int LOOP = 3;
  private static final int HALT = 4;

  private Polymorphic() {}

  /**
   * Runs one of the two and prints its result.
   *
   * @param args {@code sends} or {@code table}, how many classes or targets, and how many turns
   */
  public static void main(String[] args) {
    int count = Integer.parseInt(args[1]);
    int turns = Integer.parseInt(args[2]);
    System.out.println(args[0].equals("sends") ? sends(count, turns) : table(count, turns));
  }

  @JitDriver(
      name = "sends",
      greens = {"classes"})
  private static int sends(int classes, int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum = sum * 31 + RECEIVERS[left % classes].applyAsInt(left);
      left--;
    }
    return sum;
  }

  private static long table(int targets, int turns) {
    int[] code = new int[4 + 3 * targets];
    int[] table = new int[targets];
    System.arraycopy(new int[] {NEXT, CALL, LOOP, HALT}, 0, code, 0, 4);
    for (int i = 0; i < targets; i++) {
      table[i] = 4 + 3 * i;
      code[table[i]] = ADD;
      code[table[i] + 1] = 5 * i + 1;
      code[table[i] + 2] = LOOP;
    }
    return run(code, table, new long[] {42, 0}, turns);
  }

  @JitDriver(
      name = "table",
      greens = {"pc", "code"},
      reds = {"table", "registers", "left"})
  private static long run(int[] code, int[] table, long[] registers, int turns) {
    int pc = 0;
    int left = turns;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case NEXT -> {
          registers[0] = registers[0] * 6364136223846793005L + 1442695040888963407L;
          pc++;
        }
        case CALL -> pc = table[(int) (registers[0] >>> 33) % table.length];
        case ADD -> {
          registers[1] = registers[1] * 31 + code[pc + 1];
          pc += 2;
        }
        case LOOP -> {
          left--;
          pc = left > 0 ? 0 : 3;
        }
        default -> {
          return registers[1];
        }
      }
    }
  }
}
