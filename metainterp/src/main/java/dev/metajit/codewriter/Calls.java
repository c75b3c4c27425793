package dev.metajit.codewriter;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Kind;
import java.util.List;

/** Executes calls for real, with arguments taken from a frame. */
public final class Calls {
  private Calls() {}

  /**
   * Calls the callee.
   *
   * @param call the callee
   * @param longs primitive values of the frame
   * @param refs reference values of the frame
   * @param operands source operands: indexes into {@code longs} and {@code refs}
   * @param from index in {@code operands} of the first argument; as many are taken as the callee
   *     has parameters
   * @param result where the result goes
   * @throws Throwable what the callee throws
   */
  public static void invoke(
      CallDescr call, long[] longs, Object[] refs, int[] operands, int from, CallResult result)
      throws Throwable {
    List<Kind> kinds = call.parameters();
    Object[] arguments = new Object[kinds.size()];
    for (int i = 0; i < arguments.length; i++) {
      int operand = operands[from + i];
      arguments[i] = box(kinds.get(i), longs[operand], refs[operand]);
    }
    unbox(call.result(), (Object) call.spreader().invokeExact(arguments), result);
  }

  /** A value as an object: a reference as it is. */
  public static Object box(Kind kind, long bits, Object ref) {
    return switch (kind) {
      case INT -> (int) bits;
      case LONG -> bits;
      case FLOAT -> Float.intBitsToFloat((int) bits);
      case DOUBLE -> Double.longBitsToDouble(bits);
      default -> ref;
    };
  }

  private static void unbox(Kind kind, Object value, CallResult result) {
    switch (kind) {
      case INT -> result.bits = (Integer) value;
      case LONG -> result.bits = (Long) value;
      case FLOAT -> result.bits = Float.floatToRawIntBits((Float) value);
      case DOUBLE -> result.bits = Double.doubleToRawLongBits((Double) value);
      case REF -> result.ref = value;
      case VOID -> {}
    }
  }
}
