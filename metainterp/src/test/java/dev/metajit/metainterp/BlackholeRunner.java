package dev.metajit.metainterp;

import dev.metajit.codewriter.Calls;
import dev.metajit.codewriter.JitCode;
import dev.metajit.trace.Kind;
import java.util.Arrays;
import java.util.List;

/** Runs a whole static method in the blackhole, for tests. */
final class BlackholeRunner {
  private BlackholeRunner() {}

  static BlackholeFrame frame(JitCode code, Object[] arguments, BlackholeFrame caller) {
    long[] longs = code.newLongs();
    Object[] refs = code.newRefs();
    for (int i = 0; i < arguments.length; i++) {
      int register = code.parameterRegisters()[i];
      if (code.parameterKinds()[i] == Kind.REF) {
        refs[register] = arguments[i];
      } else {
        longs[register] = bits(arguments[i]);
      }
    }
    return new BlackholeFrame(code, 0, longs, refs, caller);
  }

  private static long bits(Object value) {
    if (value instanceof Boolean b) {
      return b ? 1 : 0;
    }
    if (value instanceof Character c) {
      return c;
    }
    if (value instanceof Float f) {
      return Float.floatToRawIntBits(f);
    }
    return value instanceof Double d ? Double.doubleToRawLongBits(d) : ((Number) value).longValue();
  }

  /** What came of it and what became of the arguments, as text. */
  static String run(JitCode code, Object[] arguments) {
    BlackholeOutcome outcome = Blackhole.run(frame(code, arguments, null), null, PortalCalls.NONE);
    return List.of(describe(code, outcome)) + RandomValues.describe(arguments);
  }

  static String describe(JitCode code, BlackholeOutcome outcome) {
    if (outcome.end() == BlackholeOutcome.End.THROW) {
      return describeThrown(outcome.thrown());
    }
    Object result = Calls.box(code.resultKind(), outcome.bits(), outcome.ref());
    return describe(narrow(code.desc().charAt(code.desc().indexOf(')') + 1), result));
  }

  private static Object narrow(char type, Object result) {
    return switch (type) {
      case 'Z' -> (int) result == 1 ? true : (int) result == 0 ? false : "no boolean: " + result;
      case 'C' -> (char) (int) (Integer) result;
      default -> result;
    };
  }

  static String describe(Object result) {
    String text = Arrays.deepToString(new Object[] {result});
    return result instanceof Double d ? text + Double.doubleToLongBits(d) : text;
  }

  static String describeThrown(Throwable thrown) {
    boolean helpful = thrown instanceof NullPointerException;
    Throwable cause = thrown.getCause();
    return thrown.getClass().getName()
        + (helpful ? "" : ": " + thrown.getMessage())
        + (cause == null ? "" : " by " + describeThrown(cause));
  }
}
