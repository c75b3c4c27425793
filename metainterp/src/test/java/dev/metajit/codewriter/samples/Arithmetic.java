package dev.metajit.codewriter.samples;

/** Arithmetic of all kinds; every method is run by the differential test with random arguments. */
public final class Arithmetic {
  private Arithmetic() {}

  public static int ints(int a, int b) {
    int sum = a + b * 3 - (a ^ b);
    sum = sum << b | sum >>> a & -sum;
    sum += ~a >> 3;
    return sum;
  }

  public static int divide(int a, int b) {
    return a / b + a % b;
  }

  public static long divideLong(long a, long b) {
    return a / b ^ a % b;
  }

  public static long longs(long a, long b, int shift) {
    long x = a * b + (a << shift) - (b >> shift) + (a >>> shift);
    return x & ~b | (a ^ -b);
  }

  public static float floats(float a, float b) {
    return a * b + a / b - a % b + -a;
  }

  public static double doubles(double a, double b) {
    return a * b + a / b - a % b + -a;
  }

  public static String conversions(int i, long l, float f, double d) {
    return (long) i
        + " "
        + (float) i
        + " "
        + (double) i
        + " "
        + (int) l
        + " "
        + (float) l
        + " "
        + (double) l
        + " "
        + (int) f
        + " "
        + (long) f
        + " "
        + (double) f
        + " "
        + (int) d
        + " "
        + (long) d
        + " "
        + (float) d
        + " "
        + (byte) i
        + " "
        + (short) i
        + " "
        + (int) (char) i;
  }

  public static int increments(int n) {
    int i = n;
    int a = i++ + ++i - i-- * --i;
    i += 1000;
    i -= 40000;
    int b = i + (i = 5) + (i = a) + i;
    return a * 31 + b;
  }

  public static int compareLong(long a, long b) {
    int r = 0;
    if (a < b) r |= 1;
    if (a <= b) r |= 2;
    if (a > b) r |= 4;
    if (a >= b) r |= 8;
    if (a == b) r |= 16;
    if (a != b) r |= 32;
    return r;
  }

  public static int compareInt(int a, int b) {
    int r = 0;
    if (a < b) r |= 1;
    if (a <= b) r |= 2;
    if (a > b) r |= 4;
    if (a >= b) r |= 8;
    if (a == b) r |= 16;
    if (a != b) r |= 32;
    if (a < 0) r |= 64;
    if (a <= 0) r |= 128;
    if (a > 0) r |= 256;
    if (a >= 0) r |= 512;
    if (a == 0) r |= 1024;
    if (a != 0) r |= 2048;
    return r;
  }

  public static int compareFloat(float a, float b) {
    int r = 0;
    if (a < b) r |= 1;
    if (a <= b) r |= 2;
    if (a > b) r |= 4;
    if (a >= b) r |= 8;
    if (a == b) r |= 16;
    if (a != b) r |= 32;
    if (!(a < b)) r |= 64;
    if (!(a <= b)) r |= 128;
    if (!(a > b)) r |= 256;
    if (!(a >= b)) r |= 512;
    return r;
  }

  public static int compareDouble(double a, double b) {
    int r = 0;
    if (a < b) r |= 1;
    if (a <= b) r |= 2;
    if (a > b) r |= 4;
    if (a >= b) r |= 8;
    if (a == b) r |= 16;
    if (a != b) r |= 32;
    if (!(a < b)) r |= 64;
    if (!(a <= b)) r |= 128;
    if (!(a > b)) r |= 256;
    if (!(a >= b)) r |= 512;
    return r;
  }

  public static int compareMethods(int a, int b, long c, long d) {
    int r = 0;
    if (Integer.compare(a, b) < 0) r |= 1;
    if (Integer.compareUnsigned(a, b) < 0) r |= 2;
    if (Integer.compareUnsigned(a, b) >= 0) r |= 4;
    if (Long.compareUnsigned(c, d) > 0) r |= 8;
    if (Long.compare(c, d) <= 0) r |= 16;
    if (Integer.compareUnsigned(a, b) == 0) r |= 32;
    return r + Integer.compareUnsigned(a, b) * 100 + Long.compare(c, d) * 1000;
  }

  public static int exactInt(int a, int b) {
    return Math.multiplyExact(Math.addExact(a, b), Math.subtractExact(a, b));
  }

  public static long exactLong(long a, long b) {
    return Math.multiplyExact(Math.addExact(a, b), Math.subtractExact(a, b));
  }

  public static long exactSteps(int a, long b) {
    return Math.incrementExact(a)
        + Math.decrementExact(a)
        + Math.negateExact(a)
        + Math.incrementExact(b)
        + Math.decrementExact(b)
        + Math.negateExact(b);
  }

  public static int bits(int a, long b, int n) {
    return Integer.bitCount(a)
        + Integer.numberOfLeadingZeros(a) * 3
        + Integer.numberOfTrailingZeros(a) * 5
        + Integer.rotateLeft(a, n)
        + Integer.rotateRight(a, n)
        + Integer.reverseBytes(a)
        + Long.bitCount(b)
        + Long.numberOfLeadingZeros(b)
        + Long.numberOfTrailingZeros(b)
        + (int) (Long.rotateLeft(b, n) ^ Long.rotateRight(b, n) ^ Long.reverseBytes(b));
  }

  public static double math(double a, double b, float c, float d) {
    return Math.sqrt(a)
        + Math.abs(a)
        + Math.min(a, b) * Math.max(a, b)
        + Math.floor(b)
        + Math.ceil(b)
        + Math.rint(a)
        + Math.abs(c)
        + Math.min(c, d)
        - Math.max(c, d)
        + StrictMath.sqrt(b)
        + Math.sin(a);
  }

  public static long highs(long a, long b, float f, double d) {
    return Math.multiplyHigh(a, b)
        + Float.floatToRawIntBits(f)
        + Double.doubleToRawLongBits(d)
        + Float.floatToRawIntBits(Float.intBitsToFloat((int) a))
        + Double.doubleToRawLongBits(Double.longBitsToDouble(b));
  }

  public static int floorMod(int a, int b) {
    return Math.floorMod(a, b) * 7 + Math.floorDiv(a, b);
  }

  public static double mixed(int a, long b, float c, double d, boolean e, byte f, char g, short h) {
    double x = a;
    long y = b + f - g;
    float z = c * h;
    if (e) {
      x += y;
    } else {
      x -= z;
    }
    return x * d;
  }

  public static byte toByte(int a) {
    return (byte) (a * 3);
  }

  public static char toChar(int a) {
    return (char) (a * 3);
  }

  public static short toShort(int a) {
    return (short) (a * 3);
  }

  public static boolean toBoolean(int a, int b) {
    boolean x = a > b;
    return x && a != 3 || b == 7;
  }

  public static boolean negate(boolean a) {
    return !a;
  }
}
