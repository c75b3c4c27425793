package dev.metajit.codewriter.samples;

import java.util.ArrayList;
import java.util.List;

/** Loops, switches, exceptions. */
public final class Flow {
  private Flow() {}

  public static long sum(int n) {
    long sum = 0;
    for (int i = 0; i < (n & 1023); i++) {
      if (i % 3 == 0) {
        continue;
      }
      sum += (long) i * i;
      if (sum > 100000) {
        break;
      }
    }
    return sum;
  }

  public static int gcd(int a, int b) {
    int x = a & 0xffff;
    int y = b & 0xffff;
    while (y != 0) {
      int t = x % y;
      x = y;
      y = t;
    }
    return x;
  }

  public static int dense(int n) {
    switch (n & 7) {
      case 0:
        return 10;
      case 1:
      case 2:
        n += 5;
      case 3:
        n *= 2;
        break;
      case 5:
        return -n;
      default:
        n--;
    }
    return n;
  }

  public static int sparse(int n) {
    return switch (n) {
      case -1000000 -> 1;
      case 0 -> 2;
      case 5 -> n * 2;
      case Integer.MAX_VALUE, Integer.MIN_VALUE -> 4;
      default -> n / 2;
    };
  }

  public static int strings(String s) {
    return switch (String.valueOf(s)) {
      case "a" -> 1;
      case "Aa", "BB" -> 2;
      case "null" -> 3;
      default -> 4;
    };
  }

  public static int ternaries(int a, int b, int c) {
    return Math.max(a, b > c ? a - (c < 0 ? b : c) : a + (b == 0 ? 1 : a))
        + (a > b ? 1 : 2) * (b > c ? 3 : 4);
  }

  public static String nestedTernary(int a, Object o) {
    return a + (o == null ? "null" : a > 0 ? o.toString() : "neg") + (a & 1);
  }

  public static int catching(int[] a, int i) {
    int r = 1;
    try {
      r = 2;
      r = a[i];
      r = 3 / (i - 2);
    } catch (ArrayIndexOutOfBoundsException e) {
      r += 100;
    } catch (NullPointerException | ArithmeticException e) {
      r += e instanceof ArithmeticException ? 200 : 300;
    } finally {
      r *= 2;
    }
    return r;
  }

  public static int nested(int n) {
    int r = 0;
    for (int i = 0; i < 6; i++) {
      try {
        try {
          r += thrower(n + i);
        } catch (IllegalStateException e) {
          r += 1000;
          if (i == 3) {
            throw new IllegalArgumentException("again", e);
          }
        } finally {
          r++;
          if (i == 4) {
            continue;
          }
        }
      } catch (IllegalArgumentException e) {
        r += e.getMessage().length() * 10000;
        if (r % 7 == 3) {
          return r;
        }
      }
    }
    return r;
  }

  static int thrower(int n) {
    switch (n & 3) {
      case 0:
        throw new IllegalStateException("state " + n);
      case 1:
        throw new IllegalArgumentException("argument " + n);
      default:
        return n & 15;
    }
  }

  public static int uncaught(int n) {
    int x = n;
    try {
      x += thrower(n);
    } finally {
      x++;
    }
    return x;
  }

  public static int rethrow(int n) throws Exception {
    try {
      return thrower(n);
    } catch (RuntimeException e) {
      throw new Exception("wrapped " + e.getMessage(), e);
    }
  }

  public static int throwNull(boolean b) {
    RuntimeException e = b ? new RuntimeException("there") : null;
    throw e;
  }

  public static int finallyReturns(int n) {
    n &= 1023;
    for (int i = 0; ; i++) {
      try {
        if (i == (n & 3)) {
          return i;
        }
        if (i == 2) {
          throw new IllegalStateException();
        }
      } catch (IllegalStateException e) {
        n++;
      } finally {
        n += 8;
        if (n > 1000) {
          return n;
        }
      }
    }
  }

  public static List<Integer> labels(int n) {
    List<Integer> out = new ArrayList<>();
    outer:
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        if (j == (n & 7)) {
          continue outer;
        }
        if (i * j == (n & 15)) {
          break outer;
        }
        out.add(i * 10 + j);
      }
    }
    return out;
  }

  public static int assignChain(int a, int b) {
    int x;
    int y;
    int z;
    x = y = z = a + b;
    int[] arr = new int[3];
    int i = 0;
    arr[i++] = arr[i] = i;
    arr[i] += arr[i - 1]++ + i;
    long l = x;
    long m = l = y * 2L;
    double d = m;
    d = d++ + --d;
    return x + y * z + arr[0] * 3 + arr[1] * 5 + arr[2] * 7 + (int) (l + d);
  }

  public static long swapLoop(long a, long b, int n) {
    long x = a;
    long y = b;
    for (int i = 0; i < (n & 15); i++) {
      long t = x;
      x = y;
      y = t + x;
    }
    return x - y;
  }

  public static int doWhile(int n) {
    int steps = 0;
    int x = n & 0xfff | 1;
    do {
      x = (x & 1) == 0 ? x / 2 : 3 * x + 1;
      steps++;
    } while (x > 1 && steps < 300);
    return steps;
  }
}
