package dev.metajit.demo.rv32;

import dev.metajit.demo.Harness;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Guest programs written in Java by hand, with the same output: what a perfect compiler could
 * reach. Run as {@code JavaLimits program numbers}. There is none for {@code selfmod}, {@code
 * traps} and {@code words}.
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
      case "primes" -> primes(sizes[0], sizes[1], out);
      case "crc32" -> crc32(sizes[0], sizes[1], out);
      case "sha256" -> Sha256Limit.run(sizes[0], out);
      case "quicksort" -> quicksort(sizes[0], out);
      case "matrix" -> matrix(sizes[0], sizes[1], out);
      case "queens" -> queens(sizes[0], out);
      case "collatz" -> collatz(sizes[0], out);
      case "mix" -> ShapesLimit.run(sizes[0], out);
      case "mandelbrot" -> mandelbrot(sizes[0], sizes[1], sizes[2], out);
      case "fib" -> out.print("fib " + sizes[0] + " is " + fib(sizes[0]) + "\n");
      default -> throw new IllegalArgumentException("no such program: " + program);
    }
  }

  private static void primes(int limit, int rounds, PrintStream out) {
    byte[] composite = new byte[limit];
    int count = 0;
    for (int round = 0; round < rounds; round++) {
      Arrays.fill(composite, (byte) 0);
      count = sieve(composite, limit);
    }
    out.print(count + " primes below " + limit + "\n");
  }

  private static int sieve(byte[] composite, int limit) {
    int count = 0;
    for (int i = 2; i < limit; i++) {
      if (composite[i] != 0) {
        continue;
      }
      count++;
      if (i < 46341) {
        for (int multiple = i * i; multiple < limit; multiple += i) {
          composite[multiple] = 1;
        }
      }
    }
    return count;
  }

  /** One step of the guest programs' generator of pseudo-random numbers. */
  static int nextRandom(int state) {
    int x = state;
    x ^= x << 13;
    x ^= x >>> 17;
    return x ^ x << 5;
  }

  private static void crc32(int count, int rounds, PrintStream out) {
    byte[] data = new byte[count];
    int seed = (int) 2463534242L;
    for (int i = 0; i < count; i++) {
      seed = nextRandom(seed);
      data[i] = (byte) seed;
    }
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      table[i] = shiftOut(i);
    }
    int crc = 0;
    for (int round = 0; round < rounds; round++) {
      data[0] = (byte) round;
      crc = 31 * crc + crcByTable(table, data);
    }
    int check = crcByTable(table, new byte[] {'1', '2', '3', '4', '5', '6', '7', '8', '9'});
    out.printf("check %08x\ntable %08x bits %08x\n", check, crc, crcByBits(data));
  }

  private static int shiftOut(int value) {
    int rest = value;
    for (int bit = 0; bit < 8; bit++) {
      rest = (rest & 1) != 0 ? rest >>> 1 ^ 0xedb88320 : rest >>> 1;
    }
    return rest;
  }

  private static int crcByTable(int[] table, byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc = table[(crc ^ b) & 0xff] ^ crc >>> 8;
    }
    return ~crc;
  }

  private static int crcByBits(byte[] data) {
    int crc = -1;
    for (byte b : data) {
      crc = shiftOut(crc ^ b & 0xff);
    }
    return ~crc;
  }

  private static void quicksort(int count, PrintStream out) {
    int[] data = new int[count];
    int seed = 88172645;
    for (int i = 0; i < count; i++) {
      seed = nextRandom(seed);
      data[i] = seed;
    }
    quicksort(data, 0, count);
    int hash = 0;
    for (int value : data) {
      hash = 31 * hash + value;
    }
    out.printf(
        "sorted %d numbers, least %d, greatest %d, hash %08x\n",
        count, data[0], data[count - 1], hash);
  }

  private static void quicksort(int[] data, int from, int to) {
    int start = from;
    while (to - start > 12) {
      int pivot = data[start + (to - start) / 2];
      int low = start;
      int high = to - 1;
      while (low <= high) {
        while (data[low] < pivot) {
          low++;
        }
        while (data[high] > pivot) {
          high--;
        }
        if (low <= high) {
          int value = data[low];
          data[low++] = data[high];
          data[high--] = value;
        }
      }
      quicksort(data, start, high + 1);
      start = low;
    }
    insertionSort(data, start, to);
  }

  private static void insertionSort(int[] data, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int value = data[i];
      int hole = i;
      while (hole > from && data[hole - 1] > value) {
        data[hole] = data[hole - 1];
        hole--;
      }
      data[hole] = value;
    }
  }

  private static void matrix(int n, int rounds, PrintStream out) {
    int[] left = new int[n * n];
    int[] right = new int[n * n];
    int[] product = new int[n * n];
    for (int i = 0; i < n * n; i++) {
      left[i] = i % 7 - 3;
      right[i] = i % 11 - 5;
    }
    for (int round = 0; round < rounds; round++) {
      multiply(n, left, right, product);
      int[] old = left;
      left = product;
      product = old;
    }
    int hash = 0;
    int trace = 0;
    for (int i = 0; i < n * n; i++) {
      hash = 31 * hash + left[i];
      trace += i % (n + 1) == 0 ? left[i] : 0;
    }
    out.printf("trace %d hash %08x\n", trace, hash);
  }

  private static void multiply(int n, int[] left, int[] right, int[] product) {
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
          sum += left[row * n + i] * right[i * n + column];
        }
        product[row * n + column] = sum;
      }
    }
  }

  private static void queens(int n, PrintStream out) {
    int solutions = place(n, 0, new boolean[n], new boolean[2 * n], new boolean[2 * n + 1]);
    out.print(n + " queens: " + solutions + " solutions\n");
  }

  private static int place(int n, int row, boolean[] columns, boolean[] rising, boolean[] falling) {
    if (row == n) {
      return 1;
    }
    int solutions = 0;
    for (int column = 0; column < n; column++) {
      int up = row + column;
      int down = row - column + n;
      if (!columns[column] && !rising[up] && !falling[down]) {
        columns[column] = rising[up] = falling[down] = true;
        solutions += place(n, row + 1, columns, rising, falling);
        columns[column] = rising[up] = falling[down] = false;
      }
    }
    return solutions;
  }

  private static void collatz(int limit, PrintStream out) {
    int best = 1;
    int bestLength = 0;
    for (int start = 1; start < limit; start++) {
      int steps = 0;
      for (long n = start; n != 1; n = (n & 1) != 0 ? 3 * n + 1 : n >>> 1) {
        steps++;
      }
      if (steps > bestLength) {
        bestLength = steps;
        best = start;
      }
    }
    out.print("longest below " + limit + " is " + best + " with " + bestLength + " steps\n");
  }

  private static void mandelbrot(int columns, int rows, int limit, PrintStream out) {
    int total = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int cx = column * (3 << 12) / columns - (2 << 12);
        int cy = row * (2 << 12) / rows - (1 << 12);
        int used = escape(cx, cy, limit);
        total += used;
        out.print(shade(used, limit));
      }
      out.print("\n");
    }
    out.print(total + " iterations\n");
  }

  private static int escape(int cx, int cy, int limit) {
    int x = 0;
    int y = 0;
    int used = 0;
    while (used < limit && (x * x >> 12) + (y * y >> 12) <= 4 << 12) {
      int next = (x * x >> 12) - (y * y >> 12) + cx;
      y = (x * y >> 11) + cy;
      x = next;
      used++;
    }
    return used;
  }

  private static char shade(int used, int limit) {
    if (used == limit) {
      return '#';
    }
    if (used > 16) {
      return '+';
    }
    return used > 6 ? ':' : used > 3 ? '.' : ' ';
  }

  private static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }
}
