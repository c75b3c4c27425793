package dev.metajit.it.guest.constructs;

/** Arithmetic, arrays and control: what single instructions of the JVM do. */
public final class Instructions {
  private static final int[] INTS = {5, -7, 11, 13};
  private static final Object[] OBJECTS = {"text", 3, new int[] {1}, new String[] {"a"}, null};

  private Instructions() {}

  @Construct("arithmetic of int")
  public static long ints(int n, long sum) {
    int x = (int) sum;
    int y = x + n - (x << 3) - 5;
    y = y * n ^ (x & 0xff00 | n);
    y += (x >> 2) + (x >>> (n & 7)) - -y;
    return y + 70000 + (short) 300;
  }

  @Construct("arithmetic of long")
  public static long longs(int n, long sum) {
    long y = sum * 3 - (sum >> n) + (sum << 2) ^ (sum >>> 5 | 1L);
    return (y & 0x0123_4567_89ab_cdefL) - -sum + (sum > y ? 1L : 0L);
  }

  @Construct("arithmetic of float")
  public static long floats(int n, long sum) {
    float x = n;
    float y = x * 1.5f + 2f - x / 3f;
    y = -y % 7f + 0f + 1f;
    return (y < x ? 1 : 2) + (y >= 0.25f ? 3 : 4) + (long) (y * 1000f);
  }

  @Construct("arithmetic of double")
  public static long doubles(int n, long sum) {
    double x = n;
    double y = x * 1.5 + 2 - x / 3.0;
    y = -y % 7.0 + 0.0 + 1.0;
    return (y < x ? 1 : 2) + (y >= 0.25 ? 3 : 4) + (long) (y * 1000);
  }

  @Construct("results of every type")
  public static long results(int n, long sum) {
    return (long) (half(n) + third(n)) + (text(n) == null ? 1 : 2);
  }

  private static float half(float x) {
    return x / 2;
  }

  private static double third(double x) {
    return x / 3;
  }

  private static String text(int n) {
    return n > 20 ? "text" : null;
  }

  @Construct("comparisons with NaN")
  public static long notNumbers(int n, long sum) {
    double x = n > 0 ? Double.NaN : n;
    float y = n > 0 ? Float.NaN : n;
    return (x < 1 ? 1 : 2) + (x > 1 ? 4 : 8) + (y <= n ? 16 : 32) + (y != y ? 64 : 128);
  }

  @Construct("division and remainder, and division by zero")
  public static long divisions(int n, long sum) {
    int x = (int) sum / n + (int) sum % n;
    long y = sum / (n + 1L) + sum % n;
    try {
      return x + y + x / (n % 6);
    } catch (ArithmeticException e) {
      return y - e.getMessage().length();
    }
  }

  @Construct("conversions between primitive types")
  public static long conversions(int n, long sum) {
    int x = (byte) sum + (short) sum + (char) sum;
    float f = x + sum;
    double d = f + (double) sum;
    d = d + (float) d;
    return (int) f + (long) f + (int) d + (long) d + (int) sum + (long) x;
  }

  @Construct("narrow types: results and locals are cut to size")
  public static long narrow(int n, long sum) {
    return asByte((int) sum) + asShort((int) sum) + asChar((int) sum) + (isOdd(n) ? 1 : 0);
  }

  private static byte asByte(int x) {
    return (byte) (x + 200);
  }

  private static short asShort(int x) {
    return (short) (x + 40000);
  }

  private static char asChar(int x) {
    return (char) -x;
  }

  private static boolean isOdd(int x) {
    return (x & 1) == 1;
  }

  @Construct("locals of every kind, increments, constants of every size")
  public static long locals(int n, long sum) {
    int a = -1;
    int b = 0;
    int c = 1;
    int d = 2;
    int e = 3;
    int f = 4;
    int g = 5;
    int h = 127;
    int i = 1000;
    int j = 100_000;
    float k = 2.5f;
    double l = 2.5;
    Object m = null;
    a++;
    b += 100;
    return a + b + c + d + e + f + g + h + i + j + n + (long) (k + l) + (m == null ? 1 : 0);
  }

  @Construct("arrays of every primitive type")
  public static long arrays(int n, long sum) {
    boolean[] z = new boolean[4];
    byte[] b = new byte[4];
    char[] c = new char[4];
    short[] s = new short[4];
    int[] i = new int[4];
    long[] l = new long[4];
    float[] f = new float[4];
    double[] d = new double[4];
    int at = n & 3;
    z[at] = true;
    b[at] = (byte) sum;
    c[at] = (char) sum;
    s[at] = (short) sum;
    i[at] = (int) sum;
    l[at] = sum;
    f[at] = n;
    d[at] = n;
    long all = (z[at] ? 1 : 0) + b[at] + c[at] + s[at] + i[at] + l[at] + (long) (f[at] + d[at]);
    return all + b.length + INTS[at];
  }

  @Construct("arrays of references, and stores that do not fit")
  public static long references(int n, long sum) {
    Object[] strings = new String[3];
    strings[n & 1] = "a";
    try {
      strings[2] = n % 7 == 0 ? (Object) 5 : "b";
    } catch (ArrayStoreException e) {
      return e.getMessage().length();
    }
    return (strings[0] == null ? 1 : 2) + strings.length;
  }

  @Construct("indexes out of bounds, negative sizes")
  public static long bounds(int n, long sum) {
    try {
      return INTS[n % 5] + new int[n % 9 - 1].length;
    } catch (ArrayIndexOutOfBoundsException e) {
      return e.getMessage().hashCode();
    } catch (NegativeArraySizeException e) {
      return e.getMessage().hashCode() + 1;
    }
  }

  @Construct("multi-dimensional arrays: elements")
  public static long grids(int n, long sum) {
    int[][] grid = {{1, 2}, {3, 4}};
    grid[n & 1][0] += n;
    return grid[0][0] * 3 + grid[1][0];
  }

  @Construct("multi-dimensional arrays: `multianewarray`")
  public static long newGrids(int n, long sum) {
    int[][] grid = new int[2][3];
    Object[][][] deep = new Object[2][2][];
    grid[n & 1][2] += n;
    return grid[0][2] * 3 + grid[1][2] + (deep[1][1] == null ? 1 : 0);
  }

  @Construct("`instanceof` and casts: classes, interfaces, arrays, null")
  public static long types(int n, long sum) {
    Object any = n % 3 == 0 ? OBJECTS[n % OBJECTS.length] : OBJECTS[0];
    long result = any instanceof CharSequence ? 1 : 2;
    result += any instanceof int[] ? 4 : 8;
    result += any instanceof Object[] ? 16 : 32;
    result += any instanceof Comparable<?> ? 64 : 128;
    try {
      return result + ((String) any == null ? 1 : 2);
    } catch (ClassCastException e) {
      return result - e.getMessage().length();
    }
  }

  @Construct("comparisons and jumps on int, references and null")
  public static long jumps(int n, long sum) {
    Object a = OBJECTS[n & 1];
    long result = n == 3 ? 1 : n != 4 ? 2 : 3;
    result += n < 5 ? 1 : n <= 6 ? 2 : n > 50 ? 3 : n >= 40 ? 4 : 5;
    int sign = n - 30;
    result += sign < 0 ? 1 : sign == 0 ? 2 : sign > 9 ? 3 : 4;
    result += a != OBJECTS[1] ? 128 : 256;
    return result + (a == OBJECTS[0] ? 8 : 16) + (a != null ? 32 : 64);
  }

  @Construct("`switch` on int: dense and sparse")
  public static long switches(int n, long sum) {
    int dense =
        switch (n & 7) {
          case 0 -> 3;
          case 1 -> 5;
          case 2, 3 -> 7;
          default -> 9;
        };
    int sparse =
        switch (n) {
          case -5 -> 1;
          case 40 -> 2;
          case 100_000 -> 3;
          default -> 4;
        };
    return dense * 10L + sparse;
  }

  @Construct("a loop in a method")
  public static long loops(int n, long sum) {
    long total = 0;
    for (int i = 0; i < (n & 3); i++) {
      total += sum >> i;
    }
    return total;
  }
}
