package dev.metajit.agent.build;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** All kinds of lambdas, records and joined texts; {@link #get} shows what they do. */
public final class PlainSamples implements Supplier<String> {
  private final List<Object> seen = new ArrayList<>();

  record Empty() {}

  record Point(int x, long y, float f, double d, boolean b, byte s, char c, short h, Object o) {}

  record Pair<A, B>(A first, B second) implements Named {}

  interface Named {
    default String name() {
      return "named " + this + '!';
    }
  }

  interface Widening {
    long apply(int value);
  }

  interface Wide {
    double join(byte small, long large, float fraction, String text);
  }

  private static final class Inner {
    private final String text;

    private Inner(String text) {
      this.text = text;
    }

    private String twice() {
      return text + text;
    }
  }

  @Override
  public String get() {
    lambdas(40, "captured", 2.5);
    references();
    records();
    texts((byte) -1, 'c', (short) -2, 3L, 1.5f, null, new Object[0].length);
    return seen.toString();
  }

  private void lambdas(int number, String text, double fraction) {
    IntBinaryOperator sum = (a, b) -> a + b + number;
    see(sum.applyAsInt(1, 1));
    Supplier<String> all = () -> text + number + fraction + seen.size();
    see(all.get());
    Wide wide = (small, large, part, word) -> small + large + part + word.length() + fraction;
    see(wide.join((byte) 1, 2L, 0.5f, "four"));
    Supplier<Supplier<String>> nested = () -> () -> text + seen.isEmpty();
    see(nested.get().get());
    Runnable nothing = () -> {};
    nothing.run();
    List<Supplier<String>> same = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      same.add(() -> "constant");
    }
    see(same.get(0) == same.get(1));
  }

  private void references() {
    Function<String, Integer> length = String::length;
    see(length.apply("12345"));
    ToLongFunction<Integer> widened = Integer::intValue;
    see(widened.applyAsLong(7));
    Widening boxed = Integer::valueOf;
    see(boxed.apply(8));
    Function<String, Inner> made = Inner::new;
    Function<Inner, String> twice = Inner::twice;
    see(made.andThen(twice).apply("ab"));
    IntFunction<int[]> array = int[]::new;
    see(array.apply(3).length);
    Consumer<Object> added = seen::add;
    added.accept("added");
    BiFunction<List<String>, Integer, String> element = List::get;
    see(element.apply(List.of("p", "q"), 1));
    Supplier<String> own = super::toString;
    see(own.get().isEmpty());
  }

  private void records() {
    Object list = List.of(1);
    Point point =
        new Point(1, 1L << 40, -0.0f, Double.NaN, true, (byte) -3, 'x', (short) 300, list);
    Point other = new Point(1, 1L << 40, 0.0f, Double.NaN, true, (byte) -3, 'x', (short) 300, list);
    Point same =
        new Point(1, 1L << 40, -0.0f, Double.NaN, true, (byte) -3, 'x', (short) 300, List.of(1));
    see(point);
    see(point.hashCode());
    see(point.equals(other));
    see(point.equals(same) && same.equals(point));
    see(new Empty() + " " + new Empty().hashCode() + new Empty().equals(new Empty()));
    Pair<String, Point> pair = new Pair<>(null, point);
    see(pair.name());
    see(pair.equals(new Pair<>(null, same)) + " " + pair.equals(list));
    see(pair.hashCode() == new Pair<>(null, same).hashCode());
  }

  private void texts(byte a, char b, short c, long d, float e, Object f, int g) {
    see("" + a + b + c + d + e + f + g + "\1\2 as they are" + true);
    see(f + "x");
  }

  private void see(Object value) {
    seen.add(value);
  }
}
