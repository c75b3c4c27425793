package dev.metajit.it.guest.constructs;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What interpreters use of the JDK. */
public final class Library {
  private static final VarHandle SHORTS = view(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLES = view(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_CHARS = view(char[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_INTS = view(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_LONGS = view(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_FLOATS = view(float[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(byte[].class);
  private static final VarHandle TEXTS = MethodHandles.arrayElementVarHandle(String[].class);
  private static final VarHandle VALUE;
  private static final VarHandle COUNT;
  private static final MethodHandle ADD;
  private static final MethodHandle LENGTH;
  private static final MethodHandle GET_VALUE;
  private static final MethodHandle BOUND;
  private static final byte[] MEMORY = new byte[32];
  private static final ByteBuffer HEAP = ByteBuffer.allocate(32);
  private static final ByteBuffer LITTLE = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
  private static final ByteBuffer DIRECT = ByteBuffer.allocateDirect(32);
  private static final String TEXT = "some text";
  private static final Box BOX = new Box();
  private static short count;
  private static final BigInteger BIG = BigInteger.TWO.pow(70);
  private static final String[] NUMBERS = {"12", "-7", "x", "", "3.5", "1e3", "99999999999", null};
  private static final Object[][] KEPT = new Object[4][64];

  static {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      VALUE = lookup.findVarHandle(Box.class, "value", byte.class);
      COUNT = lookup.findStaticVarHandle(Library.class, "count", short.class);
      ADD = lookup.findStatic(Library.class, "add", shape());
      LENGTH = lookup.findVirtual(CharSequence.class, "length", MethodType.methodType(int.class));
      GET_VALUE = lookup.findGetter(Box.class, "value", byte.class);
      BOUND = MethodHandles.insertArguments(ADD, 0, 5);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Library() {}

  private static MethodType shape() {
    return MethodType.methodType(long.class, int.class, long.class);
  }

  private static VarHandle view(Class<?> type, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(type, order);
  }

  static final class Box {
    byte value;
  }

  private static long add(int n, long sum) {
    return n + sum;
  }

  @Construct("`VarHandle`: views of byte arrays, little-endian")
  public static long littleViews(int n, long sum) {
    SHORTS.set(MEMORY, 1, (short) sum);
    INTS.set(MEMORY, 5, (int) INTS.get(MEMORY, 3) + n);
    LONGS.set(MEMORY, 9 + (n & 1), sum);
    DOUBLES.set(MEMORY, 20, n * 0.25);
    double d = (double) DOUBLES.get(MEMORY, 20);
    return (short) SHORTS.get(MEMORY, 1) + (int) INTS.get(MEMORY, 4) + (long) d + MEMORY[10];
  }

  @Construct("`VarHandle`: views of byte arrays, big-endian")
  public static long bigViews(int n, long sum) {
    BIG_CHARS.set(MEMORY, 1, (char) sum);
    BIG_INTS.set(MEMORY, 5, (int) BIG_INTS.get(MEMORY, 3) + n);
    BIG_LONGS.set(MEMORY, 9, sum);
    BIG_FLOATS.set(MEMORY, 21, n * 0.25f);
    float f = (float) BIG_FLOATS.get(MEMORY, 21);
    return (char) BIG_CHARS.get(MEMORY, 1) + (int) BIG_INTS.get(MEMORY, 4) + (long) f + MEMORY[10];
  }

  @Construct("`VarHandle`: views out of bounds")
  public static long viewBounds(int n, long sum) {
    try {
      return (int) INTS.get(MEMORY, n % 11 == 0 ? 29 : n % 28);
    } catch (IndexOutOfBoundsException e) {
      return e.getMessage().length();
    }
  }

  @Construct("`VarHandle`: fields, static fields and array elements, plain")
  public static long handles(int n, long sum) {
    VALUE.set(BOX, (byte) (sum + n));
    COUNT.set((short) ((short) COUNT.get() + n));
    ELEMENTS.set(MEMORY, n & 7, (byte) sum);
    String[] texts = new String[2];
    TEXTS.set(texts, n & 1, "t");
    return (byte) VALUE.get(BOX)
        + count
        + (byte) ELEMENTS.get(MEMORY, n & 7)
        + (TEXTS.get(texts, 0) == null ? 1 : 0);
  }

  @Construct("`VarHandle`: volatile and atomic accesses")
  public static long atomics(int n, long sum) {
    COUNT.setVolatile((short) n);
    return (short) COUNT.getVolatile() + (short) COUNT.getAndAdd((short) 2);
  }

  @Construct("`MethodHandle.invokeExact` of a method or a field")
  public static long invokes(int n, long sum) throws Exception {
    try {
      long added = (long) ADD.invokeExact(n, sum);
      CharSequence text = TEXT;
      int length = (int) LENGTH.invokeExact(text);
      return added + length + (byte) GET_VALUE.invokeExact(BOX);
    } catch (Throwable e) {
      throw new Exception(e);
    }
  }

  @Construct("`MethodHandle.invokeExact` of a combined handle")
  public static long invokesBound(int n, long sum) throws Exception {
    try {
      return (long) BOUND.invokeExact(sum);
    } catch (Throwable e) {
      throw new Exception(e);
    }
  }

  @Construct("`ByteBuffer` on the heap, in either order")
  public static long buffers(int n, long sum) {
    LITTLE.putInt(3, LITTLE.getInt(2) + n);
    HEAP.putLong(9, sum).putShort(1, (short) n);
    HEAP.putDouble(20, n * 0.5);
    return LITTLE.getInt(3) + HEAP.getLong(8) + HEAP.getChar(1) + (long) HEAP.getDouble(20);
  }

  @Construct("`ByteBuffer` on the heap, with a position")
  public static long positions(int n, long sum) {
    HEAP.clear();
    HEAP.putInt(n).put((byte) n);
    HEAP.flip();
    return HEAP.getInt() + HEAP.get();
  }

  @Construct("direct `ByteBuffer`")
  public static long directs(int n, long sum) {
    DIRECT.putInt(3, n);
    return DIRECT.getInt(2);
  }

  @Construct("bits of int: one operation each")
  public static long bitsOfInt(int n, long sum) {
    int x = (int) sum;
    int y = Integer.bitCount(x) + Integer.numberOfLeadingZeros(x);
    y += Integer.numberOfTrailingZeros(x) + Integer.rotateLeft(x, n) - Integer.rotateRight(x, 3);
    return y + Integer.reverseBytes(x) - Integer.reverse(x);
  }

  @Construct("bits of long: one operation each")
  public static long bitsOfLong(int n, long sum) {
    long y = Long.bitCount(sum) + Long.numberOfLeadingZeros(sum);
    y += Long.numberOfTrailingZeros(sum) + Long.rotateLeft(sum, n) - Long.rotateRight(sum, 3);
    return y + Long.reverseBytes(sum) - Long.reverse(sum);
  }

  @Construct("unsigned arithmetic: one operation each; comparisons")
  public static long unsigned(int n, long sum) {
    int x = (int) sum;
    long y = Integer.divideUnsigned(x, n) + Integer.remainderUnsigned(x, n + 1);
    y += Long.divideUnsigned(sum, n) - Long.remainderUnsigned(sum, n);
    y += Integer.compareUnsigned(x, n) < 0 ? 1 : 2;
    return y + (Long.compareUnsigned(sum, n) >= 0 ? 1 : 2) + Integer.toUnsignedLong(x);
  }

  @Construct("unsigned division by zero")
  public static long unsignedByZero(int n, long sum) {
    try {
      return Integer.divideUnsigned(n, n % 5) + Long.remainderUnsigned(sum, n % 7);
    } catch (ArithmeticException e) {
      return e.getMessage().length();
    }
  }

  @Construct("`Math`: one operation each")
  public static long math(int n, long sum) {
    double x = n * 0.75;
    double y = Math.sqrt(x) + Math.abs(-x) + Math.floor(x) + Math.ceil(x) + Math.rint(x);
    y += Math.min(x, 3.5) + Math.max(x, 3.5);
    return (long) (y * 100)
        + Math.multiplyHigh(sum, sum)
        + Math.max(n, 4)
        + Math.abs(n - 30)
        + Math.floorMod(-n, 7)
        + Math.min(sum, 3L);
  }

  @Construct("`Math`: exact arithmetic")
  public static long exact(int n, long sum) {
    try {
      int x = Math.addExact(Integer.MAX_VALUE - 40, n);
      return Math.multiplyExact(x, 1) + Math.toIntExact(n) + Math.incrementExact(n);
    } catch (ArithmeticException e) {
      return e.getMessage().length();
    }
  }

  @Construct("`Math`: transcendental functions")
  public static long transcendental(int n, long sum) {
    return (long) ((Math.sin(n) + Math.pow(n, 0.5) + Math.log(n)) * 1000);
  }

  @Construct("bits of float and double")
  public static long rawBits(int n, long sum) {
    float f = Float.intBitsToFloat(Float.floatToRawIntBits(n) + 1);
    double d = Double.longBitsToDouble(Double.doubleToRawLongBits(n) + 1);
    return Float.floatToIntBits(f) + Double.doubleToLongBits(d);
  }

  @Construct("`String.charAt`, `length`, `isEmpty`")
  public static long text(int n, long sum) {
    return TEXT.charAt(n % TEXT.length()) + (TEXT.isEmpty() ? 1 : 2);
  }

  @Construct("`String.equals`, `hashCode`, `substring`")
  public static long texts(int n, long sum) {
    return (TEXT.equals("some") ? 1 : 2) + TEXT.substring(n & 3).hashCode();
  }

  @Construct("`StringBuilder`")
  public static long builders(int n, long sum) {
    StringBuilder builder = new StringBuilder();
    builder.append("n=").append(n).append('c');
    return builder.length() + builder.toString().length();
  }

  @Construct("boxing and unboxing")
  public static long boxes(int n, long sum) {
    Object a = n;
    Long b = sum;
    Object c = n * 0.5;
    Character d = (char) n;
    return (Integer) a + b + (long) (double) (Double) c + d;
  }

  @Construct("boxes and `BigInteger`s of constants: which are one object")
  public static long newObjects(int n, long sum) {
    KEPT[0][n] = Double.valueOf(0.5);
    KEPT[1][n] = Long.valueOf(1000);
    KEPT[2][n] = Integer.valueOf(10);
    KEPT[3][n] = BIG.add(BigInteger.ONE);
    return n > 1 ? sum : different(0) + 100 * different(1) + 10_000 * different(2) + different(3);
  }

  private static long different(int row) {
    Map<Object, Object> objects = new IdentityHashMap<>();
    for (Object object : KEPT[row]) {
      objects.put(object, object);
    }
    return objects.size();
  }

  @Construct("`System.arraycopy`: short, of constant length")
  public static long copies(int n, long sum) {
    long[] from = {n, sum, 3, 4};
    long[] to = new long[4];
    System.arraycopy(from, 1, to, 0, 3);
    return to[0] + to[2];
  }

  @Construct("`System.arraycopy`: any length")
  public static long longCopies(int n, long sum) {
    byte[] to = new byte[64];
    System.arraycopy(MEMORY, n & 3, to, n & 7, n & 15);
    return to[7];
  }

  @Construct("`Arrays.copyOf`, `copyOfRange`")
  public static long copiesOf(int n, long sum) {
    int[] ints = {n, 2, 3};
    Object[] objects = {"a", "b"};
    long result = Arrays.copyOf(ints, 5)[0] + Arrays.copyOf(objects, 3).length;
    return result + Arrays.copyOfRange(ints, 1, 3)[1] + Arrays.copyOf(MEMORY, 8 + (n & 1)).length;
  }

  @Construct("`Arrays.fill`")
  public static long fills(int n, long sum) {
    long[] longs = new long[4];
    Arrays.fill(longs, sum);
    int[] ints = new int[100];
    Arrays.fill(ints, n);
    return longs[2] + ints[99];
  }

  @Construct("`clone` of an array: short, of constant length")
  public static long clones(int n, long sum) {
    int[] ints = {n, 2, 3};
    return ints.clone()[0];
  }

  @Construct("`clone` of any other array")
  public static long clonesOfAnyLength(int n, long sum) {
    int[] ints = new int[(n & 7) + 1];
    return ints.clone().length;
  }

  @Construct("`Objects.requireNonNull`, `equals`, `checkIndex`")
  public static long objects(int n, long sum) {
    Objects.requireNonNull(TEXT);
    return Objects.checkIndex(n, 100) + (Objects.equals(TEXT, TEXT) ? 1 : 2);
  }

  @Construct("`ArrayList` and `ArrayDeque` as stacks")
  public static long lists(int n, long sum) {
    List<Object> list = new ArrayList<>();
    list.add(TEXT);
    list.add(BOX);
    Deque<Object> deque = new ArrayDeque<>();
    deque.push(TEXT);
    return list.size() + (list.get(0) == TEXT ? 1 : 2) + (deque.pop() == TEXT ? 4 : 8);
  }

  @Construct("`HashMap`")
  public static long maps(int n, long sum) {
    Map<String, Integer> map = new HashMap<>();
    map.put(TEXT, n);
    return map.get(TEXT);
  }

  @Construct("`Object.getClass`, `hashCode`")
  public static long identity(int n, long sum) {
    Object any = (n & 1) == 0 ? TEXT : BOX;
    return (any.getClass() == Box.class ? 1 : 2) + (BOX.hashCode() == BOX.hashCode() ? 1 : 2);
  }

  @Construct("reflection")
  public static long reflection(int n, long sum) throws Exception {
    return Library.class.getDeclaredMethod("add", int.class, long.class).getParameterCount();
  }

  @Construct("numbers read from strings, and what is thrown where there is none")
  public static long numbers(int n, long sum) {
    String text = NUMBERS[n & 7];
    long result = sum;
    try {
      result += Long.parseLong(text);
    } catch (NumberFormatException e) {
      result++;
    }
    try {
      result += Integer.parseInt(text);
    } catch (NumberFormatException e) {
      result += e.getMessage().length();
    }
    try {
      result += (long) Double.parseDouble(text);
    } catch (RuntimeException e) {
      result += 3;
    }
    try {
      result += new BigDecimal(text).intValue();
    } catch (RuntimeException e) {
      result += 5;
    }
    return result;
  }
}
