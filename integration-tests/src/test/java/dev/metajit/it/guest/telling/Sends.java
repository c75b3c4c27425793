package dev.metajit.it.guest.telling;

import dev.metajit.annotations.DontLookInside;
import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.Map;
import java.util.function.Supplier;

/** Methods of objects of several classes, and exceptions of several classes. */
final class Sends {
  private static final int TURNS = 300;

  private Sends() {}

  static void addTo(Map<String, Supplier<Object>> cases) {
    cases.put("k24", () -> manyVariables(TURNS));
    cases.put("k41", () -> exceptions(TURNS));
    cases.put("k44", () -> polymorphic(TURNS));
    cases.put("k45", () -> changing(TURNS));
  }

  /** A number that knows how to add. */
  interface Number {
    Number plus(int value);

    int value();
  }

  /** One kind of number. */
  record Plain(int value) implements Number {
    @Override
    public Number plus(int other) {
      return new Plain(value + other);
    }
  }

  /** Another one, which counts double. */
  record Twice(int value) implements Number {
    @Override
    public Number plus(int other) {
      return new Twice(value + 2 * other);
    }
  }

  @JitDriver(
      name = "k44",
      greens = {})
  static int polymorphic(int turns) {
    int left = turns;
    Number number = turns % 2 == 0 ? new Plain(1) : new Twice(1);
    while (left > 0) {
      Jit.mergePoint();
      number = number.plus(left);
      left--;
    }
    return number.value();
  }

  @JitDriver(
      name = "k45",
      greens = {})
  static int changing(int turns) {
    int left = turns;
    Number number = new Plain(1);
    while (left > 0) {
      Jit.mergePoint();
      number = number.plus(left);
      left--;
      if (left == turns / 2) {
        number = new Twice(number.value());
      }
    }
    return number.value();
  }

  @JitDriver(
      name = "k41",
      greens = {})
  static int exceptions(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      try {
        sum += risky(left);
      } catch (IllegalStateException e) {
        sum += 2;
      } catch (IllegalArgumentException e) {
        sum += 3;
      }
      left--;
    }
    return sum;
  }

  @DontLookInside
  static int risky(int left) {
    if (left < 100) {
      throw new IllegalStateException();
    }
    if (left < 200) {
      throw new IllegalArgumentException();
    }
    return 1;
  }

  /** More variables than any machine has registers for, all alive at each guard. */
  @JitDriver(
      name = "k24",
      greens = {})
  static long manyVariables(int turns) {
    int left = turns;
    int a = 1;
    int b = 2;
    int c = 3;
    int d = 4;
    int e = 5;
    int f = 6;
    int g = 7;
    int h = 8;
    int i = 9;
    int j = 10;
    long k = 11;
    long l = 12;
    long m = 13;
    long n = 14;
    long o = 15;
    long p = 16;
    double q = 17;
    double r = 18;
    double s = 19;
    double t = 20;
    double u = 21;
    double v = 22;
    while (left > 0) {
      Jit.mergePoint();
      a += b;
      b ^= c + left;
      c -= d;
      d += e * 3;
      e ^= f;
      f += g;
      g -= h;
      h ^= i + a;
      i += j;
      j -= a;
      k += l;
      l ^= m;
      m += n;
      n -= o;
      o ^= p;
      p += k;
      q += r;
      r -= s;
      s += t / 2;
      t -= u / 4;
      u += v / 2;
      v -= q / 1024;
      if (left % 40 == 0) {
        p += (long) q;
      }
      left--;
    }
    return a
        + b
        + c
        + d
        + e
        + f
        + g
        + h
        + i
        + j
        + k
        + l
        + m
        + n
        + o
        + p
        + Double.doubleToLongBits(q + r + s + t + u + v);
  }
}
