package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/**
 * An interpreter whose helpers get other code while it runs: by {@link RedefiningAgent}, in the
 * middle of a guest instruction, and from another thread.
 */
public final class Redefined {
  private static final int ADD = 0;
  private static final int CALL = 1;
  private static final int CHANGE = 2;
  private static final int DECREMENT = 3;
  private static final int JUMP_IF_POSITIVE = 4;
  private static final int JUMP_IF_UNCHANGED = 5;
  private static final int[] SUMS = {
    ADD, CALL, CHANGE, ADD, CALL, DECREMENT, JUMP_IF_POSITIVE, 0, 6
  };
  private static final int[] WAIT = {JUMP_IF_UNCHANGED, 0, 6};

  /** What the called helper reads, and writes later on. */
  static int base = 1;

  private Redefined() {}

  /** Prints sums, and then waits for another thread to change the helpers. */
  public static void main(String[] args) throws InterruptedException {
    int turns = Integer.parseInt(args[0]);
    for (int i = 0; i < 3; i++) {
      System.out.println(run(SUMS, turns) + " " + base);
    }
    RedefiningAgent.redefine(Helpers.class, Helpers.START);
    Thread thread = new Thread(Redefined::changeSoon);
    thread.start();
    System.out.println(run(WAIT, 1));
    thread.join();
  }

  private static void changeSoon() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RedefiningAgent.redefine(Helpers.class, 77);
  }

  @JitDriver(
      name = "redefined",
      greens = {"pc", "code"},
      reds = {"counter", "sum"})
  private static long run(int[] code, int start) {
    int pc = 0;
    int counter = start;
    long sum = 0;
    while (true) {
      Jit.mergePoint();
      switch (code[pc++]) {
        case ADD -> sum = Helpers.inlined(sum);
        case CALL -> {
          int before = base;
          sum += Helpers.called(2) * 31L + base - before;
        }
        case CHANGE -> {
          sum = Helpers.inlined(sum);
          RedefiningAgent.atTurn(counter);
          sum = Helpers.inlined(sum);
        }
        case DECREMENT -> counter--;
        case JUMP_IF_POSITIVE -> pc = counter > 0 ? code[pc] : pc + 1;
        case JUMP_IF_UNCHANGED -> pc = Helpers.inlined(0) == Helpers.START ? code[pc] : pc + 1;
        default -> {
          return sum;
        }
      }
    }
  }

  static void nothing() {}

  static void raising() {
    base++;
  }

  /** {@link RedefiningAgent} changes their constant, and what is called. */
  static final class Helpers {
    static final long START = 1234567890123L;

    private Helpers() {}

    /** Traces look into this one. */
    static long inlined(long sum) {
      return sum * 3 + START;
    }

    /** Has a loop, so it is called; writes nothing at first. */
    static int called(int times) {
      int result = 0;
      for (int i = 0; i < times; i++) {
        result += base;
        nothing();
      }
      return result;
    }
  }
}
