package dev.metajit.bench.guests;

import java.util.Arrays;
import java.util.Locale;

/** Programs that compute with numbers. */
final class Numbers {
  private static final int ESCAPE_LIMIT = 50;
  private static final int[] DISPATCH_PROGRAM = {0, 2, 3, 4, 0, 1, 3, 2, 4, 3, 0, 1};

  private Numbers() {}

  static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  static void loops(int n, LimitTable.Output out) {
    int sum = 0;
    for (int i = 1; i <= n; i++) {
      for (int j = 1; j <= n; j++) {
        sum = sum + (i % 7) * (j % 5) - 6;
      }
    }
    out.line(sum);
    int steps = 0;
    for (int a = n * n; a > 1; steps++) {
      a = a % 2 == 0 ? a / 2 : a - 1;
    }
    out.line(steps);
  }

  static long gcdSum(int n) {
    long sum = 0;
    for (int i = 1; i <= n; i++) {
      for (int j = 1; j <= n; j++) {
        sum += weight(j) * gcd(i, j);
      }
    }
    return sum;
  }

  private static long gcd(long first, long second) {
    long a = first;
    long b = second;
    while (b != 0) {
      long t = Long.remainderUnsigned(a, b);
      a = b;
      b = t;
    }
    return a;
  }

  private static long weight(int x) {
    return switch (x & 3) {
      case 0 -> 1;
      case 1 -> 5;
      case 2 -> -2;
      default -> 3;
    };
  }

  static int sieve(int n) {
    boolean[] composite = new boolean[n + 1];
    int count = 0;
    for (int i = 2; i <= n; i++) {
      if (!composite[i]) {
        count++;
        for (int j = i + i; j <= n; j += i) {
          composite[j] = true;
        }
      }
    }
    return count;
  }

  static String mandelbrot(int size, String separator) {
    int inside = 0;
    int total = 0;
    for (int y = 0; y < size; y++) {
      double ci = 2.0 * y / size - 1.0;
      for (int x = 0; x < size; x++) {
        int i = escape(2.0 * x / size - 1.5, ci);
        total += i;
        if (i == ESCAPE_LIMIT) {
          inside++;
        }
      }
    }
    return inside + separator + total;
  }

  private static int escape(double cr, double ci) {
    double zr = 0;
    double zi = 0;
    int i = 0;
    while (i < ESCAPE_LIMIT && zr * zr + zi * zi <= 4.0) {
      double t = zr * zr - zi * zi + cr;
      zi = 2.0 * zr * zi + ci;
      zr = t;
      i++;
    }
    return i;
  }

  static double spectral(int n) {
    double[] u = new double[n];
    double[] v = new double[n];
    double[] t = new double[n];
    Arrays.fill(u, 1.0);
    for (int i = 0; i < 10; i++) {
      timesA(u, t);
      timesTransposed(t, v);
      timesA(v, t);
      timesTransposed(t, u);
    }
    double vbv = 0;
    double vv = 0;
    for (int i = 0; i < n; i++) {
      vbv += u[i] * v[i];
      vv += v[i] * v[i];
    }
    return Math.sqrt(vbv / vv);
  }

  private static double a(int i, int j) {
    int ij = i + j;
    return 1.0 / (ij * (ij + 1) * 0.5 + i + 1);
  }

  private static void timesA(double[] in, double[] out) {
    for (int i = 0; i < in.length; i++) {
      double sum = 0;
      for (int j = 0; j < in.length; j++) {
        sum += a(i, j) * in[j];
      }
      out[i] = sum;
    }
  }

  private static void timesTransposed(double[] in, double[] out) {
    for (int i = 0; i < in.length; i++) {
      double sum = 0;
      for (int j = 0; j < in.length; j++) {
        sum += a(j, i) * in[j];
      }
      out[i] = sum;
    }
  }

  static long dispatch(int rounds) {
    long accumulator = 1;
    for (int round = 0; round < rounds; round++) {
      for (int pc = 0; pc < DISPATCH_PROGRAM.length; pc++) {
        accumulator = operation(DISPATCH_PROGRAM[pc], accumulator, round + pc * 3 + 1);
      }
    }
    return accumulator;
  }

  private static long operation(int code, long left, long right) {
    return switch (code) {
      case 0 -> left + right;
      case 1 -> left - right;
      case 2 -> left * right;
      case 3 -> left ^ right;
      default -> Long.rotateLeft(left, (int) right);
    };
  }

  static void matrix(int n, LimitTable.Output out) {
    double[][] a = new double[n][n];
    double[][] b = new double[n][n];
    double[][] c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = (i * 3 + j) % 10 * 0.5;
        b[i][j] = (i - j) % 7 * 0.25;
      }
    }
    double trace = 0;
    double floats = 0;
    for (int i = 0; i < n; i++) {
      float row = 0;
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += a[i][k] * b[k][j];
        }
        c[i][j] = sum;
        row = row * 0.5f + (float) sum;
      }
      trace += c[i][i];
      floats += row;
    }
    out.line(String.format(Locale.ROOT, "%.9f", trace));
    out.line(String.format(Locale.ROOT, "%.9f", floats));
  }
}
