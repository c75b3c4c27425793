package dev.metajit.demo.forth;

import dev.metajit.demo.Harness;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * The guest programs written in Java by hand, with the same output: what a perfect compiler could
 * reach. Run as {@code JavaLimits program numbers}. There is none for {@code strings}.
 */
public final class JavaLimits {
  private JavaLimits() {}

  /**
   * Runs one program.
   *
   * @param args the name of the guest program, and the numbers it takes
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println("usage: JavaLimits program numbers");
      System.exit(2);
    }
    int[] sizes = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
    try {
      Harness.run(args, out -> run(args[0], sizes, out));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /**
   * Runs one program.
   *
   * @throws IllegalArgumentException if there is no such program
   */
  static void run(String program, int[] sizes, PrintStream out) {
    switch (program) {
      case "sieve" -> sieve(sizes[0], sizes[1], out);
      case "nested" -> nested(sizes[0], out);
      case "fib" -> recursion(sizes[0], out);
      case "mandelbrot" -> mandelbrot(sizes[0], sizes[1], sizes[2], out);
      case "sort" -> sort(sizes[0], out);
      case "gcd" -> divisors(sizes[0], out);
      case "collatz" -> collatz(sizes[0], out);
      case "queens" -> queens(sizes[0], out);
      case "matrix" -> matrix(sizes[0], out);
      default -> throw new IllegalArgumentException("no such program: " + program);
    }
  }

  private static void sieve(int limit, int rounds, PrintStream out) {
    int count = 0;
    for (int round = 0; round < rounds; round++) {
      count = sieve(new boolean[limit], limit);
    }
    out.print(count + " primes below " + limit + " \n");
  }

  private static int sieve(boolean[] composite, int limit) {
    int count = 0;
    for (int i = 2; i < limit; i++) {
      if (!composite[i]) {
        count++;
        for (long multiple = (long) i * i; multiple < limit; multiple += i) {
          composite[(int) multiple] = true;
        }
      }
    }
    return count;
  }

  private static void nested(int n, PrintStream out) {
    long sum = 0;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        sum = innermost(n, sum, i + j);
        for (int inner = 0; inner < n; inner++) {
          sum += (long) inner * i;
        }
      }
    }
    out.print(sum + " \n" + deep(n) + " \n");
  }

  private static long innermost(int n, long sum, long other) {
    for (int i = 0; i < n; i++) {
      other += sum ^ i;
      sum += i;
    }
    return other;
  }

  private static long deep(int n) {
    long count = 0;
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          count += ((i * j + k) & 3) != 0 ? 1 : 0;
        }
      }
    }
    return count;
  }

  private static void recursion(int n, PrintStream out) {
    out.print("fib " + n + " " + fib(n) + " \n");
    out.print("ack 2 " + n / 5 + " " + ackermann(2, n / 5) + " \n");
  }

  private static long fib(long n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  private static long ackermann(long m, long n) {
    if (m == 0) {
      return n + 1;
    }
    return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
  }

  private static void mandelbrot(int columns, int rows, int limit, PrintStream out) {
    long total = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double cy = row * 2.0 / rows - 1;
        double cx = column * 3.0 / columns - 2;
        int iterations = escape(cx, cy, limit);
        total += iterations;
        out.print(shade(iterations, limit));
      }
      out.print('\n');
    }
    out.print(total + " \n");
  }

  private static int escape(double cx, double cy, int limit) {
    double x = 0;
    double y = 0;
    int iterations = 0;
    while (iterations < limit && x * x + y * y <= 4) {
      double next = x * x - y * y + cx;
      y = x * y * 2 + cy;
      x = next;
      iterations++;
    }
    return iterations;
  }

  private static char shade(int iterations, int limit) {
    if (iterations == limit) {
      return '#';
    }
    if (iterations > 16) {
      return '+';
    }
    return iterations > 6 ? ':' : iterations > 3 ? '.' : ' ';
  }

  private static void sort(int n, PrintStream out) {
    long[] data = new long[n];
    scramble(data);
    for (int gap = n / 2; gap > 0; gap /= 2) {
      pass(data, gap);
    }
    out.print("sorted " + checksum(data, n) + " \n");
    scramble(data);
    bubbleSort(data, n / 16);
    out.print("sorted " + checksum(data, n / 16) + " \n");
  }

  private static void scramble(long[] data) {
    long seed = 42;
    for (int i = 0; i < data.length; i++) {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      data[i] = seed % 100000;
    }
  }

  private static void pass(long[] data, int gap) {
    for (int i = gap; i < data.length; i++) {
      long value = data[i];
      int hole = i;
      while (hole >= gap && data[hole - gap] > value) {
        data[hole] = data[hole - gap];
        hole -= gap;
      }
      data[hole] = value;
    }
  }

  private static void bubbleSort(long[] data, int count) {
    for (int end = count - 1; end > 0; end--) {
      for (int i = 0; i < end; i++) {
        if (data[i] > data[i + 1]) {
          long upper = data[i];
          data[i] = data[i + 1];
          data[i + 1] = upper;
        }
      }
    }
  }

  private static long checksum(long[] data, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum = (31 * sum + data[i]) & 0xffffffffL;
    }
    return sum;
  }

  private static void divisors(int n, PrintStream out) {
    long sum = 0;
    long coprime = 0;
    for (long j = 1; j <= n; j++) {
      for (long i = 1; i <= n; i++) {
        long divisor = gcd(i, j);
        coprime += divisor == 1 ? 1 : 0;
        sum += divisor;
      }
    }
    out.print("sum " + sum + " coprime pairs " + coprime + " \n");
  }

  private static long gcd(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }

  private static void collatz(int limit, PrintStream out) {
    long best = 0;
    long bestLength = 0;
    for (int start = 1; start < limit; start++) {
      long length = 0;
      for (long n = start; n > 1; n = (n & 1) != 0 ? 3 * n + 1 : n >> 1) {
        length++;
      }
      if (length > bestLength) {
        bestLength = length;
        best = start;
      }
    }
    out.print("longest below " + limit + " is " + best + " with " + bestLength + " steps\n");
  }

  private static void queens(int n, PrintStream out) {
    out.print(n + " queens: " + place((1L << n) - 1, 0, 0, 0) + " solutions\n");
  }

  private static long place(long all, long left, long columns, long right) {
    if (columns == all) {
      return 1;
    }
    long solutions = 0;
    long free = ~(left | columns | right) & all;
    while (free != 0) {
      long bit = free & -free;
      free ^= bit;
      solutions += place(all, (left | bit) * 2, columns | bit, (right | bit) >> 1);
    }
    return solutions;
  }

  private static void matrix(int n, PrintStream out) {
    long[] product = multiply(n);
    long trace = 0;
    long total = 0;
    for (int j = 0; j < n; j++) {
      trace += product[j * n + j];
      for (int i = 0; i < n; i++) {
        total += (long) i * (j + 1) * product[j * n + i];
      }
    }
    out.print("trace " + trace + " total " + total + " \n");
  }

  private static long[] multiply(int n) {
    long[] product = new long[n * n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
          sum += (long) ((row + i) % 7) * (i * column % 5 - 2);
        }
        product[row * n + column] = sum;
      }
    }
    return product;
  }
}
