package dev.metajit.it.guest.telling;

import dev.metajit.annotations.DontLookInside;
import dev.metajit.annotations.Elidable;
import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import dev.metajit.annotations.QuasiImmutable;
import java.util.Map;
import java.util.function.Supplier;

/** What changes seldom, what depends on its arguments alone, and what only an interpreter does. */
final class Promises {
  private static final int TURNS = 200;

  private Promises() {}

  static void addTo(Map<String, Supplier<Object>> cases) {
    cases.put("k37", () -> constantObject(TURNS));
    cases.put("k38", () -> changedWhileTracing(TURNS));
    cases.put("k39", () -> changedWhileRunning(TURNS));
    cases.put("k40", () -> readOften(TURNS));
    cases.put("k46", () -> invariantProduct(TURNS, 7));
    cases.put("k47", () -> elidable(TURNS));
    cases.put("k49", () -> mergedGuards(TURNS));
    cases.put("k50", () -> divided(TURNS));
    cases.put("k52", () -> interpretedOnly(TURNS));
    cases.put("k54", () -> loadedOnce(TURNS));
    cases.put("sized", () -> sized(TURNS));
  }

  /** Something that may be changed, but seldom is. */
  static final class Setting {
    @QuasiImmutable int value = 3;
  }

  private static final Setting FIXED = new Setting();
  private static final Setting CHANGED = new Setting();
  private static final Setting LATER = new Setting();

  @JitDriver(
      name = "k37",
      greens = {})
  static int constantObject(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += FIXED.value;
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k38",
      greens = {})
  static int changedWhileTracing(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += CHANGED.value;
      CHANGED.value = CHANGED.value + 1;
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k39",
      greens = {})
  static int changedWhileRunning(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += LATER.value;
      change(left);
      sum += LATER.value;
      left--;
    }
    return sum;
  }

  @DontLookInside
  static void change(int left) {
    if (left == 60 || left == 30) {
      LATER.value = left;
    }
  }

  @JitDriver(
      name = "k40",
      greens = {})
  static int readOften(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += FIXED.value;
      sum ^= FIXED.value;
      sum -= FIXED.value;
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k46",
      greens = {})
  static int invariantProduct(int turns, int factor) {
    int left = turns;
    int sum = 0;
    int x = factor;
    while (left > 0) {
      Jit.mergePoint();
      sum += x * x;
      left--;
    }
    return sum + x;
  }

  @JitDriver(
      name = "k47",
      greens = {})
  static int elidable(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += power(6);
      left--;
    }
    return sum;
  }

  @Elidable
  static int power(int exponent) {
    int result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= 2;
    }
    return result;
  }

  /** What is asked whether it is null, then of what class it is, then which one it is. */
  @JitDriver(
      name = "k49",
      greens = {})
  static int mergedGuards(int turns) {
    int left = turns;
    int sum = 0;
    Object one = CHANGED;
    while (left > 0) {
      Jit.mergePoint();
      Object object = choose(one, left);
      if (object != null && object instanceof Setting && Jit.promote(object) == FIXED) {
        sum += 2;
      }
      left--;
    }
    return sum;
  }

  @DontLookInside
  static Object choose(Object one, int left) {
    return left > 0 ? FIXED : one;
  }

  @JitDriver(
      name = "k50",
      greens = {})
  static int divided(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      sum += (left * 977) / 7 + (left * 131) / 11;
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k52",
      greens = {})
  static int interpretedOnly(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      if (!Jit.isJitted()) {
        profile();
      }
      sum += left;
      left--;
    }
    return sum;
  }

  @DontLookInside
  static void profile() {
    profiled++;
  }

  private static int profiled;

  @JitDriver(
      name = "k54",
      greens = {})
  static int loadedOnce(int turns) {
    int left = turns;
    int sum = 0;
    int[] row = {1, 2, 3, 4};
    while (left > 0) {
      Jit.mergePoint();
      Objects.Node node = new Objects.Node(left);
      node.extra = node.value + 1;
      int[] copy = new int[2];
      System.arraycopy(row, 1, copy, 0, 2);
      sum += node.value + node.extra + copy[0] + copy[1] + row[1] + row[2];
      left--;
    }
    return sum;
  }

  /** What a final field says does not change, though nobody has promised that. */
  static final class Size {
    final int length;

    Size(int length) {
      this.length = length;
    }
  }

  private static final Size SIZE = new Size(3);

  @JitDriver(
      name = "sized",
      greens = {})
  static int sized(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      int[] row = new int[SIZE.length];
      row[1] = left;
      sum += row[1] + row.length;
      left--;
    }
    return sum;
  }
}
