package dev.metajit.it.guest;

import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;

/** An interpreter that throws and catches an exception in each turn, and returns the last one. */
public final class Troubles {
  private static final int ATTEMPT = 0;
  private static final int JUMP_IF_LESS = 1;
  private static final int[] PROGRAM = {ATTEMPT, JUMP_IF_LESS, 0, 2};

  private Troubles() {}

  /** What the guest throws. */
  private static final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int amount;

    Trouble(int amount) {
      super("trouble", null);
      this.amount = amount;
    }
  }

  /** Prints what the last exception says, and whose frames its stack trace has. */
  public static void main(String[] args) {
    Trouble last = run(PROGRAM, Integer.parseInt(args[0]));
    System.out.println(last.getMessage() + " " + last.amount);
    for (StackTraceElement element : last.getStackTrace()) {
      boolean isOurs = element.getClassName().equals(Troubles.class.getName());
      if (isOurs && !element.getMethodName().equals("attempt")) {
        System.out.println(element.getMethodName());
      }
    }
  }

  @JitDriver(
      name = "troubles",
      greens = {"pc", "code"})
  private static Trouble run(int[] code, int limit) {
    int pc = 0;
    int turns = 0;
    Trouble last = null;
    while (true) {
      Jit.mergePoint();
      switch (code[pc]) {
        case ATTEMPT -> {
          try {
            attempt(turns);
          } catch (Trouble e) {
            last = e;
            turns = e.amount + 1;
          }
          pc++;
        }
        case JUMP_IF_LESS -> pc = turns < limit ? code[pc + 1] : pc + 2;
        default -> {
          return last;
        }
      }
    }
  }

  private static void attempt(int turns) {
    throw new Trouble(turns);
  }
}
