package dev.metajit.fuzz.world;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Static methods of all sorts: some are inlined, some are called. */
public final class Toolbox {
  private static final IntUnaryOperator TWICE = x -> x + x;

  private Toolbox() {}

  /** Each kind in a position that is odd for it. */
  public static double spread(int a, long b, float c, double d, int e, long f, Object g) {
    return (a + b) * (double) c - d + e * f + (g == null ? 0 : 1);
  }

  /** Small enough to inline, with a branch. */
  public static int clamp(int value, int least, int most) {
    return value < least ? least : value > most ? most : value;
  }

  public static long widen(int value) {
    return value & 0xFFFFFFFFL;
  }

  /** Has a loop, writes an array that the caller sees. */
  public static int rotate(int[] array) {
    int first = array[0];
    for (int i = 1; i < array.length; i++) {
      array[i - 1] = array[i];
    }
    array[array.length - 1] = first;
    return first;
  }

  public static int copy(int[] from, int[] to, int start, int length) {
    System.arraycopy(from, start & 3, to, 1, length & 3);
    return to[1];
  }

  public static Object[] copyOf(Object[] array) {
    return Arrays.copyOf(array, array.length);
  }

  public static long[] cloned(long[] array) {
    return array.clone();
  }

  public static int[] filled(int value) {
    int[] array = new int[4];
    Arrays.fill(array, value);
    return array;
  }

  public static int grid(int a, int b) {
    int[][] grid = new int[3][4];
    grid[a & 3][b & 3] = a;
    return grid[1][b & 3] + grid[2].length;
  }

  public static String joined(int value, Object other) {
    return "v" + value + (other instanceof Node ? "n" : "");
  }

  public static int applied(int value) {
    return TWICE.applyAsInt(value);
  }

  public static int captured(int value, int other) {
    IntUnaryOperator plus = x -> x + other;
    return plus.applyAsInt(value);
  }

  public static synchronized int locked(int value) {
    Node.population++;
    return value + 1;
  }

  /** Catches, runs a finally block, and throws on. */
  public static int guarded(int value, Node node) {
    try {
      return 100 / value + node.number;
    } catch (ArithmeticException e) {
      node.octet++;
      throw new IllegalStateException("divided", e);
    } finally {
      Node.total += value;
    }
  }

  /** What only the handler reads. */
  public static long saved(int number, long wide, double real, Node node) {
    int once = number * 3;
    long twice = wide * 5;
    double half = real / 2;
    try {
      return node.number / number;
    } catch (RuntimeException e) {
      return once + twice + (long) half;
    }
  }

  public static int chosen(String text) {
    return switch (text) {
      case "a" -> 1;
      case "text" -> 2;
      case "" -> 3;
      default -> text.length();
    };
  }

  public static int byKind(int value) {
    return switch (value) {
      case -1 -> 10;
      case 0, 1, 2 -> value * 3;
      case 1000 -> 7;
      default -> Kind.of(value).ordinal();
    };
  }

  private enum Kind {
    EVEN,
    ODD;

    static Kind of(int value) {
      return (value & 1) == 0 ? EVEN : ODD;
    }
  }

  public static boolean same(Object one, Object other) {
    return one == other;
  }

  public static long sumOf(Node node, int depth) {
    return node == null || depth <= 0 || depth > 3 ? 1 : node.wide + sumOf(node.next, depth - 1);
  }

  /** An object that lives no longer than the call, unless it is thrown. */
  public static double distance(double x, double y) {
    Pair pair = new Pair(x, y);
    if (pair.x() > 1e200) {
      throw new IllegalArgumentException("far " + pair.y());
    }
    return Math.sqrt(pair.x() * pair.x() + pair.y() * pair.y());
  }

  private record Pair(double x, double y) {}
}
