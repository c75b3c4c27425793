package dev.metajit.it.guest.constructs;

import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** Fields, calls, constructors, and what javac makes calls of. */
public final class Members {
  private static final Shape[] SHAPES = {new Square(3), new Circle(4), new Square(5)};
  private static final Level[] LEVELS = Level.values();
  private static final String[] WORDS = {"add", "sub", "Aa", "BB", "none"};
  private static final Holder HOLDER = new Holder();
  private static long total;

  private Members() {}

  interface Shape {
    int area();

    default int twice() {
      return area() * 2;
    }

    private int hidden() {
      return area() + 1;
    }

    default int thrice() {
      return hidden() * 3;
    }

    static int unit() {
      return 1;
    }
  }

  static class Square implements Shape {
    final int side;

    Square(int side) {
      this.side = side;
    }

    @Override
    public int area() {
      return side * side;
    }
  }

  static final class Circle extends Square {
    Circle(int radius) {
      super(radius + 1);
    }

    @Override
    public int area() {
      return super.area() * 3;
    }
  }

  record Point(int x, long y, String name) {
    long sum() {
      return x + y + name.length();
    }
  }

  enum Level {
    LOW,
    HIGH {
      @Override
      int weight() {
        return 9;
      }
    };

    int weight() {
      return ordinal() + 1;
    }
  }

  static final class Holder {
    boolean z;
    byte b;
    char c;
    short s;
    int i;
    long l;
    float f;
    double d;
    Object o;
  }

  @Construct("instance fields of every type")
  public static long fields(int n, long sum) {
    Holder h = HOLDER;
    h.z = (n & 1) == 0;
    h.b = (byte) sum;
    h.c = (char) sum;
    h.s = (short) sum;
    h.i += n;
    h.l += h.i;
    h.f = n;
    h.d = n / 2.0;
    h.o = n > 30 ? h : null;
    long all = (h.z ? 1 : 2) + h.b + h.c + h.s + h.i + h.l;
    return all + (long) (h.f + h.d) + (h.o == h ? 1 : 0);
  }

  @Construct("static fields")
  public static long statics(int n, long sum) {
    total += n;
    return total;
  }

  @Construct("virtual and interface calls of several classes")
  public static long virtual(int n, long sum) {
    Shape shape = SHAPES[n % 3];
    return shape.area() + ((Square) shape).area();
  }

  @Construct("default, private and static methods of interfaces")
  public static long interfaces(int n, long sum) {
    Shape shape = SHAPES[n & 1];
    return shape.twice() + shape.thrice() + Shape.unit();
  }

  @Construct("constructors, and `super` calls")
  public static long constructors(int n, long sum) {
    return new Circle(n).area() + new Square(n).side;
  }

  @Construct("long and double in every position of a call")
  public static long wide(int n, long sum) {
    return mixed(n, sum, n * 0.5, 3, 2.5f, sum + 1, "x", 1.25);
  }

  private static long mixed(int a, long b, double c, int d, float e, long f, String g, double h) {
    return a + b * 3 + (long) (c * 2) + d + (long) (e + h) + f + g.length();
  }

  @Construct("records: components")
  public static long records(int n, long sum) {
    Point point = new Point(n, sum, "p");
    return point.sum() + point.x();
  }

  @Construct("records: `equals`, `hashCode` and `toString`")
  public static long recordMethods(int n, long sum) {
    Point point = new Point(n & 1, 3, "p");
    return point.hashCode() + (point.equals(new Point(1, 3, "p")) ? 1 : 0);
  }

  @Construct("enums: methods, `ordinal`, `switch`")
  public static long enums(int n, long sum) {
    Level level = LEVELS[n & 1];
    int chosen =
        switch (level) {
          case LOW -> 3;
          case HIGH -> 5;
        };
    return chosen + level.weight() + level.name().length();
  }

  @Construct("`switch` on strings")
  public static long strings(int n, long sum) {
    return switch (WORDS[n % WORDS.length]) {
      case "add" -> 1;
      case "sub" -> 2;
      case "Aa" -> 3;
      case "BB" -> 4;
      default -> 5;
    };
  }

  @Construct("lambdas, with and without captured values")
  public static long lambdas(int n, long sum) {
    IntUnaryOperator plain = x -> x + 1;
    IntUnaryOperator captures = x -> x + n + (int) sum;
    return plain.applyAsInt(n) + captures.applyAsInt(3);
  }

  @Construct("method references: static, bound, unbound, constructor")
  public static long references(int n, long sum) {
    IntBinaryOperator max = Math::max;
    Shape shape = SHAPES[0];
    Supplier<Integer> bound = shape::area;
    java.util.function.ToIntFunction<Shape> unbound = Shape::twice;
    java.util.function.IntFunction<Square> make = Square::new;
    return max.applyAsInt(n, 30) + bound.get() + unbound.applyAsInt(shape) + make.apply(n).side;
  }

  @Construct("concatenation of strings and primitives (`invokedynamic`)")
  public static long concatenation(int n, long sum) {
    String text = "n=" + n + ", " + (n > 3);
    return text.length();
  }

  @Construct("concatenation of other objects (`invokedynamic`)")
  public static long concatenationOfObjects(int n, long sum) {
    String text = "level " + LEVELS[n & 1];
    return text.length();
  }

  @Construct("methods with many arguments, variable arguments")
  public static long variable(int n, long sum) {
    return count(n, 2, 3) + count();
  }

  private static int count(int... values) {
    return values.length == 0 ? 0 : values[0] + values.length;
  }

  /** An inner class, which holds its outer object. */
  private final class Inner {
    int get() {
      return id;
    }
  }

  private int id;

  @Construct("inner and local classes")
  public static long inner(int n, long sum) {
    Members outer = new Members();
    outer.id = n;
    class Local {
      int twice() {
        return n * 2;
      }
    }
    return outer.new Inner().get() + new Local().twice();
  }

  @Construct("recursion")
  public static long recursion(int n, long sum) {
    return depth(n & 3);
  }

  private static int depth(int n) {
    return n == 0 ? 1 : depth(n - 1) + 2;
  }

  @Construct("a native method")
  public static long natives(int n, long sum) {
    return Runtime.getRuntime().availableProcessors() > 0 ? n : 0;
  }

  @Construct("class constants")
  public static long classes(int n, long sum) {
    Class<?> type = (n & 1) == 0 ? String.class : int[].class;
    return type == String.class ? 1 : 2;
  }

  static final class Cell implements Cloneable {
    int value;

    Cell copy() {
      try {
        return (Cell) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static final Cell CELL = new Cell();

  @Construct("`clone` of an object")
  public static long clones(int n, long sum) {
    CELL.value = n + 1;
    Cell copy = CELL.copy();
    CELL.value = n;
    return copy.value * 3L + CELL.value;
  }
}
