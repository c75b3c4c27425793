package dev.metajit.trace;

import java.util.List;

/**
 * The text form of traces; {@code print(parse(text))} is {@code text}.
 *
 * <pre>
 * L1: [i0, r1]
 * i2 = getfield_int(r1, Frame.acc)
 * i3 = int_add_ovf(i2, i0)
 * guard_no_overflow() [i0, r1]
 * jump(i3, r1)
 * </pre>
 *
 * <ul>
 *   <li>The first line has the inputs; before them, for a loop trace, its token's name and a colon.
 *   <li>A variable is its kind's letter and its index.
 *   <li>The descriptor is the last argument: a class {@code Node}, a field {@code Node.next}, an
 *       array's type {@code int[]}, a callee's name, {@code invalidation}, or a location in single
 *       quotes.
 *   <li>A jump without descriptor goes to the start of its own trace, {@code jump(i3, target=L2)}
 *       to the token {@code L2}.
 *   <li>After a guard stand its fail arguments. Of a guard as recorded these are the values of its
 *       snapshot, innermost frame first, frames separated by a bar: {@code [i0, r1 | i2]}. A guard
 *       that is parsed has both, a snapshot (without code) and the same values as fail arguments.
 *   <li>Constants: {@code 5}, {@code 5L}, {@code 1.5f}, {@code 1.5}, {@code -0.0}, {@code NaN},
 *       {@code NaNf}, {@code -Infinity}, {@code Infinityf}; a NaN with other bits than Java's own
 *       as {@code NaN#fff8000000000001}; {@code null}; another reference as {@code $name} with a
 *       name from {@link TraceNames}, a class object as {@code $Node.class}.
 *   <li>Empty lines, and lines that start with {@code #}, say nothing. A line with inputs starts
 *       the next trace.
 * </ul>
 */
public final class TraceText {
  private TraceText() {}

  public static String print(Constant constant) {
    return ConstantText.print(constant, TraceNames.NONE);
  }

  /** Prints an operation; a jump with its target. */
  public static String print(Operation operation) {
    return new TracePrinter(TraceNames.NONE).operation(operation, null);
  }

  /** Prints a trace, one operation on a line; references that have no name by their class. */
  public static String print(Trace trace) {
    return print(trace, TraceNames.NONE);
  }

  /** Prints a trace, one operation on a line. */
  public static String print(Trace trace, TraceNames names) {
    return new TracePrinter(names).trace(trace);
  }

  /** Prints a trace with its variables numbered anew, in the order of their definitions. */
  public static String canonical(Trace trace, TraceNames names) {
    return TracePrinter.renaming(trace, names).trace(trace);
  }

  /** Prints the traces of a text with their variables numbered anew; for expected texts. */
  public static String canonical(String text, TraceNames names) {
    StringBuilder all = new StringBuilder();
    for (Trace trace : parseAll(text, names)) {
      all.append(canonical(trace, names));
    }
    return all.toString();
  }

  /**
   * Parses one trace.
   *
   * @throws IllegalArgumentException with the line, and what was expected there
   */
  public static Trace parse(String text, TraceNames names) {
    List<Trace> traces = parseAll(text, names);
    if (traces.size() != 1) {
      throw new IllegalArgumentException("expected one trace, but there are " + traces.size());
    }
    return traces.get(0);
  }

  /**
   * Parses any number of traces, one after the other.
   *
   * @throws IllegalArgumentException with the line, and what was expected there
   */
  public static List<Trace> parseAll(String text, TraceNames names) {
    return new TraceParser(names).parse(text);
  }
}
