package dev.metajit.demo.bf;

import dev.metajit.demo.Harness;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * The guest programs written in Java by hand, with the same output: what a perfect compiler that
 * understood the program could reach. Run as {@code JavaLimits program number}.
 */
public final class JavaLimits {
  private JavaLimits() {}

  /**
   * Runs one program.
   *
   * @param args the name of the guest program, and the number it reads
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("usage: JavaLimits program number");
      System.exit(2);
    }
    try {
      Harness.run(args, out -> run(args[0], Integer.parseInt(args[1]), out));
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
  static void run(String program, int size, PrintStream out) {
    switch (program) {
      case "hello" -> hello(size, out);
      case "counter" -> counter(size, out);
      case "powers" -> powers(size, out);
      case "primes" -> primes(size, out);
      case "fibonacci" -> fibonacci(size, out);
      case "automaton" -> automaton(size, out);
      case "sort" -> sort(size, out);
      case "mandelbrot" -> mandelbrot(size, out);
      default -> throw new IllegalArgumentException("no such program: " + program);
    }
  }

  private static void hello(int times, PrintStream out) {
    byte[] cells = new byte[5];
    for (int i = 0; i < times; i++) {
      for (cells[1] = 10; cells[1] != 0; cells[1]--) {
        for (cells[2] = -10; cells[2] != 0; cells[2]--) {
          for (cells[3] = -10; cells[3] != 0; cells[3]--) {
            cells[4] = 32;
            while (cells[4] != 0) {
              cells[4]--;
            }
          }
        }
      }
      out.print("Hello, World\n");
    }
  }

  private static void counter(int rounds, PrintStream out) {
    byte[] sums = new byte[3];
    for (int i = 0; i < rounds * 10 * 10 * 10 * 10 * 5; i++) {
      sums[0]++;
      sums[1] = (byte) (sums[1] + 10);
    }
    out.print("*".repeat((sums[0] + sums[1]) & 0xff) + "\n");
  }

  private static void powers(int limit, PrintStream out) {
    for (int n = 1; n <= limit; n++) {
      int square = 0;
      int cube = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          square++;
          for (int k = 0; k < n; k++) {
            cube++;
          }
        }
      }
      out.print(n + " " + square + " " + cube + "\n");
    }
  }

  private static void primes(int blocks, PrintStream out) {
    int[] primes = new int[256];
    int[] counts = new int[256];
    int known = 0;
    for (int n = 2; n < 256 * blocks; n++) {
      boolean composite = false;
      for (int i = 0; i < known; i++) {
        counts[i]--;
        if (counts[i] == 0) {
          counts[i] = primes[i];
          composite = true;
        }
      }
      if (!composite) {
        out.print(n + "\n");
        if (n < 256) {
          primes[known] = n;
          counts[known++] = n;
        }
      }
    }
  }

  private static void fibonacci(int n, PrintStream out) {
    byte[] small = new byte[n / 4 + 2];
    byte[] large = new byte[n / 4 + 2];
    large[0] = 1;
    int digits = 1;
    for (int i = 0; i < n; i++) {
      int carry = 0;
      for (int d = 0; d < digits; d++) {
        int sum = small[d] + large[d] + carry;
        carry = sum >= 10 ? 1 : 0;
        small[d] = large[d];
        large[d] = (byte) (sum - 10 * carry);
      }
      if (carry != 0) {
        large[digits++] = 1;
      }
    }
    int top = digits - 1;
    if (top > 0 && small[top] == 0) {
      top--;
    }
    for (int d = top; d >= 0; d--) {
      out.print((char) ('0' + small[d]));
    }
    out.print("\n");
  }

  private static void automaton(int generations, PrintStream out) {
    boolean[] cells = new boolean[202];
    cells[200] = true;
    for (int left = (generations & 0xffff) - 1; left >= 0; left--) {
      boolean before = false;
      for (int i = 1; i <= 200; i++) {
        boolean cell = cells[i];
        cells[i] = cell ? !(before && cells[i + 1]) : cells[i + 1];
        before = cell;
      }
      if ((left & 0xff) == 0) {
        for (int i = 1; i <= 200; i++) {
          out.print(cells[i] ? '#' : '.');
        }
        out.print('\n');
      }
    }
  }

  private static void sort(int count, PrintStream out) {
    int[] bytes = new int[count];
    int seed = 7;
    for (int i = 0; i < count; i++) {
      seed = (5 * seed + count - 1 - i) & 0xff;
      bytes[i] = seed;
    }
    for (int pass = 0; pass < count; pass++) {
      for (int i = 0; i + 1 < count; i++) {
        if (bytes[i] > bytes[i + 1]) {
          int larger = bytes[i];
          bytes[i] = bytes[i + 1];
          bytes[i + 1] = larger;
        }
      }
    }
    Arrays.stream(bytes).forEach(value -> out.printf("%03d\n", value));
  }

  private static void mandelbrot(int limit, PrintStream out) {
    for (int cy = -36; cy < 39; cy += 3) {
      for (int cx = -60; cx < 21; cx++) {
        out.print(point(cx, cy, limit));
      }
      out.print('\n');
    }
  }

  private static char point(int cx, int cy, int limit) {
    int x = 0;
    int y = 0;
    for (int used = 1; used <= limit; used++) {
      int width = Math.abs(x);
      int height = Math.abs(y);
      int squareX = width * width / 32;
      int squareY = height * height / 32;
      if (width > 63 || height > 63 || squareX + squareY > 128) {
        return " .:-=+*%".charAt(Math.min(used, 8) - 1);
      }
      int product = width * height / 16;
      y = (x < 0) == (y < 0) ? product + cy : cy - product;
      x = squareX - squareY + cx;
    }
    return '#';
  }
}
