package dev.metajit.bench.guests;

import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/** Closures over shared variables, and classes with overridden methods. */
final class Closures {
  private Closures() {}

  private static final class Counter {
    private final int step;
    private int value;

    Counter(int step) {
      this.step = step;
    }

    IntSupplier increment() {
      return () -> value += step;
    }
  }

  private static class Point {
    final int x;
    final int y;

    Point(int x, int y) {
      this.x = x;
      this.y = y;
    }

    Point plus(Point other) {
      return new Point(x + other.x, y + other.y);
    }

    int weight() {
      return x - y;
    }
  }

  private static final class Heavy extends Point {
    Heavy(int x, int y) {
      super(x, y);
    }

    @Override
    int weight() {
      return 2 * super.weight();
    }
  }

  static void run(int n, LimitTable.Output out) {
    counters(n, out);
    points(n, out);
    IntUnaryOperator both = ((IntUnaryOperator) x -> x + 3).compose(x -> x % 2 == 0 ? x / 2 : x);
    int x = 1;
    for (int i = 0; i < n; i++) {
      x = both.applyAsInt(x);
    }
    out.line(x);
  }

  private static void counters(int n, LimitTable.Output out) {
    Counter up = new Counter(1);
    Counter down = new Counter(-2);
    IntSupplier increment = up.increment();
    IntSupplier decrement = down.increment();
    for (int i = 1; i <= n; i++) {
      increment.getAsInt();
      if (i % 3 == 0) {
        decrement.getAsInt();
      }
    }
    out.line(up.value + "\t" + down.value);
  }

  private static void points(int n, LimitTable.Output out) {
    Point[] shapes = {new Point(3, 1), new Heavy(2, 5), new Point(1, 1)};
    Point sum = new Point(0, 0);
    int weight = 0;
    for (int i = 1; i <= n; i++) {
      Point shape = shapes[i % 3];
      weight += shape.weight();
      sum = sum.plus(shape);
      if (sum.x > 1000) {
        sum = new Point(sum.x - 1000, sum.y);
      }
    }
    out.line(sum.x + "\t" + sum.y + "\t" + weight + "\ttrue");
  }
}
