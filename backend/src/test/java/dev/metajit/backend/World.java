package dev.metajit.backend;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import dev.metajit.trace.TraceNames;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** The classes, fields and callees that tests of backends use; a field for each way to store. */
public final class World {
  /** An object with everything in it. */
  @SuppressWarnings("unused")
  public static class Thing {
    private boolean z;
    private byte b;
    private char c;
    private short s;
    private int i;
    private long l;
    private float f;
    private double d;
    private Object r;
    private Thing next;
    private final int constant;
    private volatile boolean vz;
    private volatile byte vb;
    private volatile char vc;
    private volatile short vs;
    private volatile int vi;
    private volatile long vl;
    private volatile float vf;
    private volatile double vd;
    private volatile Object vr;
    private static int si;
    private static double sd;
    private static Object sr;

    /** Sets the field that is final. */
    public Thing(int constant) {
      this.constant = constant;
    }

    /** All instance fields, in order; floating values by their bits, NaN being NaN. */
    public List<Object> contents() {
      return Arrays.asList(
          z,
          b,
          c,
          s,
          i,
          l,
          Float.floatToIntBits(f),
          Double.doubleToLongBits(d),
          r,
          next,
          constant,
          vz,
          vb,
          vc,
          vs,
          vi,
          vl,
          Float.floatToIntBits(vf),
          Double.doubleToLongBits(vd),
          vr);
    }
  }

  /** A class below another. */
  public static final class SubThing extends Thing {
    public SubThing(int constant) {
      super(constant);
    }
  }

  /** What callees throw. */
  public static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Failure(String message) {
      super(message);
    }
  }

  /** An interface, to be asked for. */
  public interface Marked {}

  /** The static methods that traces call. */
  @SuppressWarnings("unused")
  private static final class Callees {
    static int sum(int a, int b) {
      return a + b;
    }

    static double mix(int a, long b, float c, double d, Object e) {
      return a + b + c + d + (e == null ? 1000 : 0);
    }

    static float half(float value) {
      return value / 2;
    }

    static long twice(long value) {
      return value * 2;
    }

    static Object self(Object value) {
      return value;
    }

    static boolean isEven(int value) {
      return value % 2 == 0;
    }

    static byte toByte(int value) {
      return (byte) value;
    }

    static int checked(int value) {
      if (value < 0) {
        throw new Failure("negative");
      }
      if (value == 0) {
        throw new IllegalStateException("zero");
      }
      return value + 1;
    }

    static void touch(Thing thing, int value) {
      if (value < 0) {
        throw new Failure("negative");
      }
      thing.i += value;
    }

    static int length(String text) {
      return text.length();
    }
  }

  private World() {}

  /** Names for all of this. */
  public static TraceNames names() {
    TraceNames names =
        new TraceNames()
            .with(Thing.class, SubThing.class, Failure.class, Marked.class)
            .with(Integer.class, IllegalStateException.class);
    for (Method method : Callees.class.getDeclaredMethods()) {
      if (!method.isSynthetic()) {
        names.call(callee(method));
      }
    }
    return names;
  }

  private static CallDescr callee(Method method) {
    List<String> raising = List.of("checked", "touch", "length");
    Extra extra = raising.contains(method.getName()) ? Extra.CAN_RAISE : Extra.CANNOT_RAISE;
    try {
      return new CallDescr(
          method.getName(), MethodHandles.lookup().unreflect(method), EffectInfo.of(extra));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
