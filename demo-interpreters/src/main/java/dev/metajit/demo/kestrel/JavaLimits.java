package dev.metajit.demo.kestrel;

import dev.metajit.demo.GuestRunner;
import dev.metajit.demo.Harness;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * The numeric guest programs written by hand in Java, with the same algorithm and the same output:
 * the limit of what a JIT for kestrel can reach.
 *
 * <p>{@code java dev.metajit.demo.kestrel.JavaLimits program [size]}
 */
public final class JavaLimits {
  private JavaLimits() {}

  /** A program that takes its size. */
  @FunctionalInterface
  private interface SizedProgram {
    void run(int size, PrintStream out);
  }

  /** The programs by the name of their guest twin. */
  private enum Limit {
    LOOP(20_000_000, JavaLimits::loop),
    NESTED(220, JavaLimits::nested),
    COLLATZ(100_000, JavaLimits::collatz),
    SIEVE(2_000_000, JavaLimits::sieve),
    MANDELBROT(480, JavaLimits::mandelbrot),
    NBODY(80_000, NBodyLimit::run),
    FIB(32, JavaLimits::fib),
    SORT(150_000, SortLimit::run),
    MATMUL(180, JavaLimits::matmul),
    QUEENS(11, JavaLimits::queens);

    final int defaultSize;
    final SizedProgram program;

    Limit(int defaultSize, SizedProgram program) {
      this.defaultSize = defaultSize;
      this.program = program;
    }

    /** The limit of this guest program, or null. */
    static Limit find(String name) {
      for (Limit limit : values()) {
        if (limit.name().equalsIgnoreCase(name)) {
          return limit;
        }
      }
      return null;
    }
  }

  /**
   * Runs a program in the harness.
   *
   * @param args the program's name and, if not the default, its size
   * @throws Exception what the harness throws
   */
  public static void main(String[] args) throws Exception {
    Limit limit = args.length == 0 ? null : Limit.find(args[0]);
    if (limit == null) {
      System.err.println("usage: JavaLimits " + Arrays.toString(Limit.values()) + " [size]");
      System.exit(2);
      return;
    }
    int size = args.length > 1 ? Integer.parseInt(args[1]) : limit.defaultSize;
    GuestRunner runner = out -> limit.program.run(size, out);
    Harness.run(args, runner);
  }

  /**
   * Runs one program.
   *
   * @return false if there is none of this name
   */
  static boolean run(String name, int size, PrintStream out) {
    Limit limit = Limit.find(name);
    if (limit != null) {
      limit.program.run(size, out);
    }
    return limit != null;
  }

  /** The size without an argument, or -1 if there is no such program. */
  static int defaultSize(String name) {
    Limit limit = Limit.find(name);
    return limit == null ? -1 : limit.defaultSize;
  }

  private static void loop(int limit, PrintStream out) {
    long total = 0;
    for (long i = 0; i < limit; i++) {
      total += i;
    }
    out.print("sum: " + total + "\n");
  }

  private static void nested(int n, PrintStream out) {
    long count = 0;
    for (long a = 0; a < n; a++) {
      for (long b = 0; b < n; b++) {
        for (long c = 0; c < n; c++) {
          if ((a + b + c) % 7 == 0) {
            count += a ^ b ^ c;
          }
        }
      }
    }
    out.print("checksum: " + count + "\n");
  }

  private static void collatz(int limit, PrintStream out) {
    long best = 1;
    long bestLength = 1;
    for (long start = 1; start < limit; start++) {
      long length = collatzLength(start);
      if (length > bestLength) {
        best = start;
        bestLength = length;
      }
    }
    out.print("start " + best + " has " + bestLength + " numbers\n");
  }

  private static long collatzLength(long start) {
    long length = 1;
    for (long n = start; n != 1; length++) {
      n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    }
    return length;
  }

  private static void sieve(int limit, PrintStream out) {
    boolean[] composite = new boolean[limit];
    int count = 0;
    for (int i = 2; i < limit; i++) {
      if (!composite[i]) {
        count++;
        for (long multiple = (long) i * i; multiple < limit; multiple += i) {
          composite[(int) multiple] = true;
        }
      }
    }
    out.print("primes below " + limit + " : " + count + "\n");
  }

  private static final int ESCAPE_LIMIT = 200;
  private static final String SHADES = " .:-=+*#%@";

  private static void mandelbrot(int width, PrintStream out) {
    int height = width / 3;
    long total = 0;
    for (int y = 0; y < height; y++) {
      double ci = 2.4 * y / height - 1.2;
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < width; x++) {
        int n = escapeTime(3.2 * x / width - 2.2, ci);
        total += n;
        row.append(SHADES.charAt(n * (SHADES.length() - 1) / ESCAPE_LIMIT));
      }
      if (y % 16 == 0) {
        out.print(row + "\n");
      }
    }
    out.print("iterations: " + total + "\n");
  }

  private static int escapeTime(double cr, double ci) {
    double zr = 0;
    double zi = 0;
    for (int n = 0; n < ESCAPE_LIMIT; n++) {
      double rr = zr * zr;
      double ii = zi * zi;
      if (rr + ii > 4) {
        return n;
      }
      zi = 2 * zr * zi + ci;
      zr = rr - ii + cr;
    }
    return ESCAPE_LIMIT;
  }

  private static void fib(int n, PrintStream out) {
    out.print("fib(" + n + ") = " + fib(n) + "\n");
  }

  private static long fib(long n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  private static double[][] matrix(int size, int seed) {
    double[][] rows = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        rows[i][j] = (i * 7 + j * 13 + seed) % 101 / 101.0;
      }
    }
    return rows;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] rows = new double[matrix[0].length][matrix.length];
    for (int j = 0; j < rows.length; j++) {
      for (int i = 0; i < matrix.length; i++) {
        rows[j][i] = matrix[i][j];
      }
    }
    return rows;
  }

  private static double dot(double[] row, double[] column) {
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      sum += row[k] * column[k];
    }
    return sum;
  }

  private static void matmul(int size, PrintStream out) {
    double[][] a = matrix(size, 1);
    double[][] columns = transposed(matrix(size, 2));
    double[][] product = new double[size][size];
    double trace = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        product[i][j] = dot(a[i], columns[j]);
      }
      trace += product[i][i];
    }
    String last = FloatFormat.fixed(product[size - 1][size - 1], 6);
    out.print("corners: " + FloatFormat.fixed(product[0][0], 6) + " " + last + "\n");
    out.print("trace: " + FloatFormat.fixed(trace, 6) + "\n");
  }

  private static void queens(int size, PrintStream out) {
    long solutions =
        place(size, 0, new boolean[size], new boolean[2 * size], new boolean[2 * size]);
    out.print(size + " queens: " + solutions + " solutions\n");
  }

  private static long place(
      int size, int row, boolean[] columns, boolean[] rising, boolean[] falling) {
    if (row == size) {
      return 1;
    }
    long solutions = 0;
    for (int column = 0; column < size; column++) {
      int up = row + column;
      int down = row - column + size;
      if (!columns[column] && !rising[up] && !falling[down]) {
        columns[column] = rising[up] = falling[down] = true;
        solutions += place(size, row + 1, columns, rising, falling);
        columns[column] = rising[up] = falling[down] = false;
      }
    }
    return solutions;
  }
}
