package dev.metajit.codewriter.samples;

import dev.metajit.annotations.Jit;

/** Small methods whose JitCode is compared with text. */
public final class Small {
  int field;

  static int add(int a, int b) {
    int c = a + b;
    return c;
  }

  static int post(int[] a, int i) {
    return a[i++] + i;
  }

  static boolean less(double a, double b) {
    return a < b;
  }

  static int loop(int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum += i;
    }
    return sum;
  }

  static int pick(int n) {
    return switch (n) {
      case 1 -> 10;
      case 7 -> 20;
      default -> n;
    };
  }

  static int caught(int[] a, int i) {
    try {
      return a[i];
    } catch (NullPointerException e) {
      return -1;
    }
  }

  static Object hints(Object value, int n) {
    Jit.promote(n);
    return Jit.isConstant(n) && Jit.isJitted() ? Jit.promote(value) : value;
  }

  int use(Small other) {
    field = other.field;
    return other.use(this) + (int) Math.sqrt(field);
  }

  static Integer box(int n) {
    return n;
  }

  static boolean both(boolean a, int b) {
    return a && b == 3;
  }
}
