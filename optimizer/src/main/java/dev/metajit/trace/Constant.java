package dev.metajit.trace;

/**
 * A value that is known when the trace is recorded. Primitives are held as bits: an int
 * sign-extended, a float as {@code floatToRawIntBits} sign-extended, a double as {@code
 * doubleToRawLongBits}. Equal if kind and bits are equal (so NaN equals the same NaN, and 0.0 is
 * not -0.0), references by identity.
 */
public final class Constant implements Value {
  /** The null reference. */
  public static final Constant NULL = new Constant(Kind.REF, 0, null);

  private final Kind kind;
  private final long bits;
  private final Object ref;

  private Constant(Kind kind, long bits, Object ref) {
    this.kind = kind;
    this.bits = bits;
    this.ref = ref;
  }

  public static Constant ofInt(int value) {
    return new Constant(Kind.INT, value, null);
  }

  public static Constant ofBoolean(boolean value) {
    return ofInt(value ? 1 : 0);
  }

  public static Constant ofLong(long value) {
    return new Constant(Kind.LONG, value, null);
  }

  public static Constant ofFloat(float value) {
    return new Constant(Kind.FLOAT, Float.floatToRawIntBits(value), null);
  }

  public static Constant ofDouble(double value) {
    return new Constant(Kind.DOUBLE, Double.doubleToRawLongBits(value), null);
  }

  public static Constant ofRef(Object value) {
    return value == null ? NULL : new Constant(Kind.REF, 0, value);
  }

  /** The constant of a primitive kind with these bits. */
  public static Constant ofBits(Kind kind, long bits) {
    if (!kind.isPrimitive()) {
      throw new IllegalArgumentException("bits of a " + kind);
    }
    return new Constant(kind, bits, null);
  }

  @Override
  public Kind kind() {
    return kind;
  }

  /** The bits of a primitive; 0 for a reference. */
  public long bits() {
    return bits;
  }

  /** The reference; null for a primitive. */
  public Object ref() {
    return ref;
  }

  public int asInt() {
    return (int) bits;
  }

  public long asLong() {
    return bits;
  }

  public float asFloat() {
    return Float.intBitsToFloat((int) bits);
  }

  public double asDouble() {
    return Double.longBitsToDouble(bits);
  }

  /** True for the null reference. */
  public boolean isNull() {
    return kind == Kind.REF && ref == null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Constant that
        && kind == that.kind
        && bits == that.bits
        && ref == that.ref;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(bits) + kind.ordinal()) + System.identityHashCode(ref);
  }

  @Override
  public String toString() {
    return TraceText.print(this);
  }
}
