package dev.metajit.codewriter.samples;

import java.io.Serializable;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Lambdas and method references of every shape. */
public final class Lambdas {
  private final int field;

  Lambdas(int field) {
    this.field = field;
  }

  private int add(int n) {
    return n + field;
  }

  int getField() {
    return field;
  }

  /** With a long in the middle. */
  interface Operation {
    int apply(int a, Object b, long c);
  }

  /** Takes a primitive, gives a wider one. */
  interface Widening {
    double apply(int a);
  }

  static long widened(long a) {
    return a * 3;
  }

  /**
   * A lambda and arguments to call it with.
   *
   * @param lambda the object
   * @param arguments its method's arguments
   */
  public record Call(Object lambda, Object... arguments) {}

  private static Call call(IntUnaryOperator lambda, int argument) {
    return new Call(lambda, argument);
  }

  private static <A, B> Call of(Function<A, B> lambda, Object argument) {
    return new Call(lambda, argument);
  }

  /** One object of each shape. */
  public static List<Call> all(int k, long z, String s) {
    Lambdas self = new Lambdas(k);
    Operation wide = (a, b, c) -> a + b.hashCode() + (int) (c ^ z);
    Supplier<Object> fixed = () -> "fixed";
    IntFunction<Lambdas> constructor = Lambdas::new;
    IntBinaryOperator max = Math::max;
    BiFunction<Integer, Integer, Integer> unboxingTwo = Integer::sum;
    ToLongFunction<Integer> longs = v -> v + z;
    Widening widening = Lambdas::widened;
    DoubleUnaryOperator doubles = v -> v + z + k;
    Runnable serializable = (Runnable & Serializable) () -> sink = k;
    IntFunction<int[]> arrays = int[]::new;
    return List.of(
        call(v -> v * 31 + k, 5),
        call(self::add, 6),
        Lambdas.<Lambdas, Integer>of(Lambdas::getField, self),
        Lambdas.<String, String>of(String::trim, " x "),
        Lambdas.<Integer, Integer>of(Math::abs, -8),
        Lambdas.<CharSequence, Integer>of(CharSequence::length, "four"),
        Lambdas.<String, String>of(s::concat, "tail"),
        Lambdas.<Integer, Long>of(v -> v * z, 12),
        new Call(wide, 3, "b", 1L << 40),
        new Call(fixed),
        new Call(constructor, 9),
        new Call(max, 3, k),
        new Call(unboxingTwo, 3, k),
        new Call(longs, 77),
        new Call(widening, 1 << 30),
        new Call(doubles, 0.5),
        new Call(serializable),
        new Call(arrays, 3));
  }

  static int sink;

  @Override
  public boolean equals(Object other) {
    return other instanceof Lambdas that && that.field == field;
  }

  @Override
  public int hashCode() {
    return field;
  }

  @Override
  public String toString() {
    return "Lambdas " + field;
  }
}
