package dev.metajit.metainterp;

import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.optimizer.Texts;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.TextRecipe;
import dev.metajit.trace.Value;

/**
 * Records how strings are put together, and what is asked of them, as calls that do not throw (as
 * {@link Texts} has them), so that the optimizer need not make the strings. Guards see to it that
 * nothing is null or out of bounds and that what is made is short: a long string may be too large
 * for the heap, so it is made by a call like any other, whose error is thrown where it was called.
 */
final class TextTracer {
  /** Strings of up to so many characters are pieces of others without further ado. */
  private static final int LARGEST_PIECE = 1 << 16;

  /** Strings put together in the trace may be so long without being asked. */
  private static final int LARGEST_TEXT = 1 << 20;

  /** No number is written with more characters. */
  private static final int LONGEST_NUMBER = 32;

  private final MetaInterp tracer;
  private final HeapTracer memory;
  private final HeapCache heap;

  TextTracer(MetaInterp tracer, HeapTracer memory) {
    this.tracer = tracer;
    this.memory = memory;
    this.heap = tracer.heap;
  }

  /**
   * Records and executes the call of a method of a string that is not null.
   *
   * @return false if the call is to be recorded like any other; nothing has been done then
   */
  boolean call(MIFrame frame, ResolvedMethod method, int[] arguments, int to) {
    return switch (method.name() + method.desc()) {
      case "length()I" -> length(frame, arguments[0], to);
      case "isEmpty()Z" -> isEmpty(frame, arguments[0], to);
      case "charAt(I)C" -> charAt(frame, arguments, to);
      case "concat(Ljava/lang/String;)Ljava/lang/String;" ->
          concatenate(frame, Texts.CONCAT, arguments, to);
      case "substring(I)Ljava/lang/String;", "substring(II)Ljava/lang/String;" ->
          substring(frame, arguments, to);
      default -> false;
    };
  }

  private boolean length(MIFrame frame, int string, int to) {
    if (frame.values[string].isConstant()) {
      return false;
    }
    frame.setBits(to, lengthOf(frame, string), text(frame, string).length());
    return true;
  }

  private boolean isEmpty(MIFrame frame, int string, int to) {
    if (!heap.isText(frame.values[string])) {
      return false;
    }
    long empty = text(frame, string).isEmpty() ? 1 : 0;
    Value length = lengthOf(frame, string);
    frame.setBits(to, tracer.recordPrimitive(Op.INT_EQ, empty, length, Constant.ofInt(0)), empty);
    return true;
  }

  private boolean charAt(MIFrame frame, int[] arguments, int to) {
    int string = arguments[0];
    int index = (int) frame.longs[arguments[1]];
    String text = text(frame, string);
    if (!heap.isText(frame.values[string]) || index < 0 || index >= text.length()) {
      return false;
    }
    Value position = frame.values[arguments[1]];
    require(Op.UINT_LT, position, lengthOf(frame, string));
    Value value =
        tracer.recorder.record(Op.CALL_PURE_INT, Texts.CHAR_AT, frame.values[string], position);
    frame.setBits(to, value, text.charAt(index));
    return true;
  }

  private boolean substring(MIFrame frame, int[] arguments, int to) {
    int string = arguments[0];
    String text = text(frame, string);
    boolean hasEnd = arguments.length > 2;
    int from = (int) frame.longs[arguments[1]];
    int end = hasEnd ? (int) frame.longs[arguments[2]] : text.length();
    boolean isShort =
        0 <= from && from <= end && end <= text.length() && end - from <= LARGEST_PIECE;
    if (!isShort) {
      return false;
    }
    Value start = frame.values[arguments[1]];
    Value length = lengthOf(frame, string);
    Value stop = hasEnd ? frame.values[arguments[2]] : length;
    if (hasEnd) {
      require(Op.UINT_LE, stop, length);
    }
    require(Op.UINT_LE, start, stop);
    Value size = tracer.recordPrimitive(Op.INT_SUB, end - from, stop, start);
    if (limitOf(frame, string) > LARGEST_TEXT) {
      require(Op.UINT_LE, size, Constant.ofInt(LARGEST_PIECE));
    }
    Value made =
        tracer.recorder.record(
            Op.CALL_PURE_REF, Texts.SUBSTRING, frame.values[string], start, stop);
    heap.learnText(made, Math.min(limitOf(frame, string), LARGEST_TEXT));
    frame.setRef(to, made, text.substring(from, end));
    return true;
  }

  /**
   * Records and executes a call that puts strings and primitives together; null is none.
   *
   * @return false if the call is to be recorded like any other; nothing has been done then
   */
  boolean concatenate(MIFrame frame, CallDescr call, int[] arguments, int to) {
    if (call == null || !areShort(frame, call, arguments)) {
      return false;
    }
    Constant[] concrete = new Constant[arguments.length];
    Value[] values = new Value[arguments.length];
    long limit = literals(call.recipe());
    for (int i = 0; i < arguments.length; i++) {
      boolean isString = call.recipe().types().get(i) == String.class;
      limit += isString ? shortened(frame, arguments[i]) : LONGEST_NUMBER;
      concrete[i] = frame.concrete(arguments[i]);
      values[i] = frame.values[arguments[i]];
    }
    Object text = VirtualObjects.made(call, concrete);
    Value made = tracer.recorder.record(Op.CALL_PURE_REF, call, values);
    heap.learnText(made, (int) Math.min(limit, Integer.MAX_VALUE));
    frame.setRef(to, made, text);
    return true;
  }

  private static long literals(TextRecipe recipe) {
    return recipe.literals().stream().mapToLong(String::length).sum();
  }

  /** False if a string is long, or null where that is thrown. */
  private static boolean areShort(MIFrame frame, CallDescr call, int[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (call.recipe().types().get(i) == String.class) {
        String string = text(frame, arguments[i]);
        boolean isLong = string == null ? call == Texts.CONCAT : string.length() > LARGEST_PIECE;
        if (isLong) {
          return false;
        }
      }
    }
    return true;
  }

  /** Makes sure that the string is short, or null if it is null now; its greatest length. */
  private int shortened(MIFrame frame, int string) {
    if (text(frame, string) == null) {
      tracer.guardValue(frame.values[string], Constant.NULL);
      return "null".length();
    }
    memory.checkNonNull(frame, string);
    if (limitOf(frame, string) > LARGEST_TEXT) {
      require(Op.UINT_LE, lengthOf(frame, string), Constant.ofInt(LARGEST_PIECE));
      heap.learnTextLimit(frame.values[string], LARGEST_PIECE);
    }
    return limitOf(frame, string);
  }

  private int limitOf(MIFrame frame, int string) {
    Value value = frame.values[string];
    if (value.isConstant()) {
      return text(frame, string).length();
    }
    Integer limit = heap.textLimit(value);
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  private Value lengthOf(MIFrame frame, int string) {
    int length = text(frame, string).length();
    Value value = frame.values[string];
    if (value.isConstant()) {
      return Constant.ofInt(length);
    }
    Value known = heap.length(value);
    if (known == null) {
      known = tracer.recorder.record(Op.CALL_PURE_INT, Texts.LENGTH, value);
      tracer.recorder.see(known, (long) length);
      heap.learnLength(value, known);
    }
    return known;
  }

  /** A guard that the comparison, which holds now, holds. */
  private void require(Op compare, Value left, Value right) {
    Value holds = tracer.recordPrimitive(compare, 1, left, right);
    if (!holds.isConstant()) {
      tracer.guard(Op.GUARD_TRUE, null, holds);
    }
  }

  /** A call has made the string of this: one of a primitive. */
  void learn(Value string, TextRecipe recipe) {
    heap.learnText(string, LONGEST_NUMBER + (int) literals(recipe));
  }

  private static String text(MIFrame frame, int register) {
    return (String) frame.refs[register];
  }
}
