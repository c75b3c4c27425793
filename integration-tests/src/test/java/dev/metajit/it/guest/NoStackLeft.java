package dev.metajit.it.guest;

/** A loop that is hot for the first time where hardly any stack is left. */
public final class NoStackLeft {
  private static int overflows;

  private NoStackLeft() {}

  public static void main(String[] args) {
    Countdown.run(Countdown.program(), 1); // loads the interpreter, and is not hot
    try {
      descend();
    } catch (StackOverflowError e) {
      overflows++;
    }
    long sum = 0;
    for (int i = 0; i < 2000; i++) {
      sum += Countdown.run(Countdown.program(), 100);
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
      Countdown.run(Countdown.program(), 3);
    }
  }
}
