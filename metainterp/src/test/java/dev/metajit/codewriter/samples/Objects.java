package dev.metajit.codewriter.samples;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;

/** Objects, arrays, calls. */
public final class Objects {
  private Objects() {}

  /** A shape. */
  public interface Shape extends Serializable {
    double area();

    default String describe() {
      return name() + " of " + area();
    }

    private String name() {
      return getClass().getSimpleName();
    }

    static Shape of(double d) {
      return d > 0 ? new Square(d) : new Circle(-d);
    }
  }

  /** A square. */
  public record Square(double side) implements Shape {
    @Override
    public double area() {
      return side * side;
    }
  }

  /** A circle. */
  public static class Circle implements Shape {
    private final double radius;
    protected int uses;
    static int made;

    Circle(double radius) {
      this.radius = radius;
      made++;
    }

    @Override
    public double area() {
      uses++;
      return Math.PI * radius * radius;
    }

    @Override
    public String describe() {
      return "circle " + Shape.super.describe();
    }

    private int secret(int n) {
      return n + uses;
    }
  }

  /** A circle with a twist. */
  public static final class Ring extends Circle {
    long big = 1L << 40;
    byte small = -3;
    boolean flag = true;
    char letter = 'x';
    short mid = -300;
    float f = 1.5f;

    Ring(double r) {
      super(r);
    }

    @Override
    public double area() {
      return super.area() / 2;
    }
  }

  /** A linked list. */
  static final class Node {
    Node next;
    int value;

    Node(Node next, int value) {
      this.next = next;
      this.value = value;
    }
  }

  /** A colour. */
  enum Colour {
    RED,
    GREEN {
      @Override
      int mix() {
        return 7;
      }
    },
    BLUE;

    int mix() {
      return ordinal() * 3;
    }
  }

  static int counter;
  static long wide = 5;
  static double real = 0.5;
  static Object anything;

  public static String shapes(double a, double b) {
    Shape x = Shape.of(a);
    Shape y = Shape.of(b);
    int before = Circle.made;
    Circle c = new Ring(2);
    int secret = c.secret(before);
    return x.describe()
        + y.describe()
        + c.describe()
        + x.equals(y)
        + (secret - before)
        + (Circle.made - before)
        + (x instanceof Square ? x.hashCode() % 3 : 0);
  }

  public static String fields(int n) {
    Ring r = new Ring(n);
    r.big += n;
    r.small *= 2;
    r.small += n;
    r.flag = !r.flag;
    r.letter++;
    r.mid -= n;
    r.f /= 3;
    return r.big + " " + r.small + " " + r.flag + r.letter + r.mid + " " + r.f;
  }

  public static long statics(int n) {
    int old = counter;
    counter += n;
    wide ^= counter;
    real *= 1.25;
    anything = n;
    long result = wide + (long) real + counter - old + (Integer) anything;
    counter = old;
    wide = 5;
    real = 0.5;
    return result;
  }

  public static int list(int n) {
    Node head = null;
    for (int i = 0; i < (n & 31); i++) {
      head = new Node(head, i * n);
    }
    int sum = 0;
    for (Node node = head; node != null; node = node.next) {
      sum = sum * 31 + node.value;
    }
    return sum;
  }

  public static int nullField(boolean b) {
    Node node = b ? new Node(null, 4) : null;
    return node.value;
  }

  public static void nullStore(boolean b) {
    Node node = b ? new Node(null, 4) : null;
    node.value = 3;
  }

  public static int nullCall(String s) {
    return s.length();
  }

  public static int nullLength(int[] a) {
    return a.length;
  }

  public static int enums(int n) {
    Colour c = Colour.values()[java.lang.Math.floorMod(n, 3)];
    int r = c.mix();
    switch (c) {
      case RED -> r += 10;
      case BLUE -> r += 20;
      default -> r += 30;
    }
    return r;
  }

  public static String casts(int n, Object o) {
    Object x = (n & 3) == 0 ? o : (n & 3) == 1 ? "text" : (n & 3) == 2 ? new int[] {1} : null;
    if (x instanceof String s && s.length() > 2) {
      return s;
    }
    boolean isArray = x instanceof int[];
    boolean isObjects = x instanceof Object[];
    int[] a = (int[]) x;
    return isArray + " " + isObjects + (a == null ? "" : a[0]);
  }

  public static Object storeCheck(int n) {
    Object[] a = (n & 1) == 0 ? new String[2] : new Object[2];
    a[n & 1] = n;
    return a[1];
  }

  public static int[] arrays(int n, int m) {
    int[] a = new int[n % 20];
    for (int i = 0; i < a.length; i++) {
      a[i] = i * m;
    }
    a[m & 15]++;
    return a;
  }

  public static String allArrays(int i, int v) {
    boolean[] z = new boolean[4];
    byte[] b = new byte[4];
    char[] c = new char[4];
    short[] s = new short[4];
    int[] n = new int[4];
    long[] l = new long[4];
    float[] f = new float[4];
    double[] d = new double[4];
    Object[] o = new Object[4];
    int k = i & 3;
    z[k] = v > 0;
    b[k] = (byte) v;
    c[k] = (char) v;
    s[k] = (short) v;
    n[k] = v;
    l[k] = v * 100000L;
    f[k] = v / 3f;
    d[k] = v / 3d;
    o[k] = z[k] ? b[k] + c[k] : "s" + s[k];
    z[0] |= z[k];
    b[0] += 1000;
    c[1] -= 1;
    l[2] <<= 3;
    f[3]--;
    return Arrays.toString(z)
        + Arrays.toString(b)
        + (int) c[k]
        + Arrays.toString(s)
        + Arrays.toString(n)
        + Arrays.toString(l)
        + Arrays.toString(f)
        + Arrays.toString(d)
        + Arrays.toString(o)
        + (int) c[1];
  }

  public static String multi(int a, int b) {
    int[][][] x = new int[a & 3][b % 5][];
    long[][] y = {{1, a}, {b}};
    String[][] z = new String[2][2];
    z[1][0] = "q";
    return Arrays.deepToString(x)
        + Arrays.deepToString(y)
        + Arrays.deepToString(z)
        + x.getClass().getName();
  }

  public static int[] cloned(int[] a) {
    int[] c = a.clone();
    if (c.length > 0) {
      c[0]++;
    }
    return c;
  }

  public static String concat(int a, long b, double c, Object d, char e, String f, boolean g) {
    return a + "," + b + "," + c + "," + d + e + f + g;
  }

  public static int lambdas(int a, int b) {
    IntBinaryOperator op = (x, y) -> x * b + y;
    Supplier<List<Integer>> lists = ArrayList::new;
    List<Integer> list = lists.get();
    list.add(a);
    list.add(b);
    list.sort(Comparator.reverseOrder());
    Function<Integer, Integer> twice = x -> x * 2;
    return op.applyAsInt(a, b) + twice.andThen(x -> x + a).apply(list.get(0));
  }

  public static String builders(int n) {
    StringBuilder sb = new StringBuilder();
    for (int i = 0; i < (n & 7); i++) {
      sb.append(i).append(':').append("x".repeat(i));
    }
    return sb.reverse().toString();
  }

  public static Map<String, Integer> maps(String a, String b) {
    Map<String, Integer> map = new HashMap<>();
    map.merge(String.valueOf(a), 1, Integer::sum);
    map.merge(String.valueOf(b), 1, Integer::sum);
    return map;
  }

  public static int varargs(int a, int b) {
    return count("x", a, b, "y") + String.format("%d %s", a, b).length();
  }

  static int count(Object... all) {
    return all.length;
  }

  public static Class<?> constants(int n) {
    return n > 0 ? int[].class : n < 0 ? Objects.class : int.class;
  }

  public static long boxes(int a, long b, double c) {
    Integer x = a;
    Long y = b;
    Double z = c;
    Object o = x;
    Number sum = x + y + z;
    return sum.longValue() + (o.equals(x) ? 1 : 0) + x.compareTo(5) + Character.valueOf('c');
  }

  public static int overloads(boolean z, byte b, char c, short s) {
    return (z ? 1 : 0) + b + c + s;
  }

  public static String textBlock(int n) {
    return """
        one %d
        two
        """
        .formatted(n);
  }

  public static String dups(int i) {
    long[] l = {1, 2, 3};
    int[] n = {1, 2, 3};
    double[] d = {1, 2, 3};
    int k = i & 3;
    long a = l[k]++;
    int b = n[k]--;
    double c = d[k] += 2;
    Ring r = new Ring(1);
    long e = r.big++;
    int f = r.uses++;
    long g = r.big += a;
    long h = wide++;
    wide = 5;
    return a + " " + b + " " + c + " " + e + " " + f + " " + g + " " + h;
  }

  public static Object selfReference(int n) {
    Object[] a = new Object[3];
    a[0] = a;
    a[1] = n;
    a[2] = ((Object[]) a[0])[1];
    return a[2];
  }

  public static int hash(Object o) {
    return o == null ? 0 : o.hashCode() * 0 + (o.getClass() == String.class ? 1 : 2);
  }
}
