package dev.metajit.it.guest.constructs;

/** Exceptions, initialization, synchronization. */
public final class Flow {
  private static final Object LOCK = new Object();
  private static int counter;
  private static volatile int shared;

  private Flow() {}

  /** An exception of our own. */
  static final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;
    final int amount;

    Trouble(String message, int amount) {
      super(message);
      this.amount = amount;
    }
  }

  private static int raise(int n) throws Trouble {
    if ((n & 1) == 0) {
      throw new Trouble("even", n);
    }
    return n;
  }

  @Construct("an exception thrown and caught in one method")
  public static long caughtHere(int n, long sum) {
    try {
      if (n % 3 == 0) {
        throw new Trouble("three", n);
      }
      return n;
    } catch (Trouble e) {
      return e.amount + e.getMessage().length();
    }
  }

  @Construct("an exception from an inlined method")
  public static long caughtAbove(int n, long sum) {
    try {
      return raise(n);
    } catch (Trouble e) {
      return -e.amount;
    }
  }

  @Construct("nested `try`, `catch` and `finally`; rethrow")
  public static long nested(int n, long sum) {
    long result = 0;
    try {
      try {
        result += raise(n);
      } catch (Trouble e) {
        result -= 5;
        if (n % 4 == 0) {
          throw e;
        }
      } finally {
        result = result * 3 + counter++;
      }
    } catch (Trouble e) {
      result += e.amount;
    } finally {
      result ^= 0x55;
    }
    return result;
  }

  @Construct("an exception with a cause and a suppressed one")
  public static long causes(int n, long sum) {
    try {
      try {
        raise(n & ~1);
      } catch (Trouble e) {
        IllegalStateException wrapped = new IllegalStateException("wrapped", e);
        wrapped.addSuppressed(new Trouble("beside", n));
        throw wrapped;
      }
    } catch (IllegalStateException e) {
      return e.getCause().getMessage().length() + e.getSuppressed().length;
    }
    return 0;
  }

  @Construct("a null reference, caught")
  public static long nulls(int n, long sum) {
    int[] array = n % 3 == 0 ? null : new int[] {n};
    try {
      return array[0] + array.length;
    } catch (NullPointerException e) {
      return 7;
    }
  }

  @Construct("exceptions of the JDK's methods")
  public static long parses(int n, long sum) {
    try {
      return Integer.parseInt(n % 3 == 0 ? "x" : "12");
    } catch (NumberFormatException e) {
      return e.getMessage().length();
    }
  }

  @Construct("a `synchronized` block")
  public static long monitor(int n, long sum) {
    synchronized (LOCK) {
      return n + counter++;
    }
  }

  @Construct("a `synchronized` method")
  public static long callsSynchronized(int n, long sum) {
    return locked(n);
  }

  private static synchronized long locked(int n) {
    return n + counter++;
  }

  @Construct("volatile fields")
  public static long volatiles(int n, long sum) {
    shared = n;
    int once = shared;
    shared = once + 1;
    return shared + once;
  }

  /** A class that is initialized when the sample first gets to it. */
  static final class Late {
    static int value = counter++ * 0 + 17;

    private Late() {}
  }

  @Construct("the first use of a class initializes it")
  public static long initializes(int n, long sum) {
    return n < 40 ? Late.value++ : n;
  }

  @Construct("`assert`")
  public static long asserts(int n, long sum) {
    assert n > 0 : "positive";
    return n;
  }
}
