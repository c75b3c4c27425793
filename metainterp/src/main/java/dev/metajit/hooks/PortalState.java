package dev.metajit.hooks;

/**
 * The greens and reds of a portal at its merge point, on their way into the JIT and back out.
 *
 * <p>Variable {@code i} (greens first, in the order of the portal's description, then reds) stands
 * in {@code longs[i]} if it is a primitive and in {@code refs[i]} if it is a reference. An int is
 * sign-extended; a float is {@code Float.floatToRawIntBits} sign-extended; a double is {@code
 * Double.doubleToRawLongBits}; boolean, byte, char and short are ints.
 */
public final class PortalState {
  /** The number that the portal was registered under. */
  public final int portal;

  /** Primitive variables. */
  public final long[] longs;

  /** Reference variables. */
  public final Object[] refs;

  /** After {@link Hooks#RETURN}: the portal's primitive result, encoded as a variable. */
  public long result;

  /** After {@link Hooks#RETURN}: the portal's reference result. */
  public Object resultRef;

  /** After {@link Hooks#THROW}: what the portal throws. */
  public Throwable thrown;

  /**
   * What {@link Hooks#enter} answered, where a portal's slow path stands in a method of its own.
   */
  public int answer;

  /** A state for the portal with this number, with room for {@code size} variables. */
  public PortalState(int portal, int size) {
    this.portal = portal;
    this.longs = new long[size];
    this.refs = new Object[size];
  }

  /** Sets an int variable. */
  public PortalState set(int variable, int value) {
    longs[variable] = value;
    return this;
  }

  /** Sets a long variable. */
  public PortalState set(int variable, long value) {
    longs[variable] = value;
    return this;
  }

  /** Sets a float variable. */
  public PortalState set(int variable, float value) {
    longs[variable] = Float.floatToRawIntBits(value);
    return this;
  }

  /** Sets a double variable. */
  public PortalState set(int variable, double value) {
    longs[variable] = Double.doubleToRawLongBits(value);
    return this;
  }

  /** Sets a reference variable. */
  public PortalState set(int variable, Object value) {
    refs[variable] = value;
    return this;
  }

  /** An int variable. */
  public int getInt(int variable) {
    return (int) longs[variable];
  }

  /** A long variable. */
  public long getLong(int variable) {
    return longs[variable];
  }

  /** A float variable. */
  public float getFloat(int variable) {
    return Float.intBitsToFloat((int) longs[variable]);
  }

  /** A double variable. */
  public double getDouble(int variable) {
    return Double.longBitsToDouble(longs[variable]);
  }

  /** A reference variable. */
  public Object getRef(int variable) {
    return refs[variable];
  }

  /** The portal's int result. */
  public int intResult() {
    return (int) result;
  }

  /** The portal's float result. */
  public float floatResult() {
    return Float.intBitsToFloat((int) result);
  }

  /** The portal's double result. */
  public double doubleResult() {
    return Double.longBitsToDouble(result);
  }
}
