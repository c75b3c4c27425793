package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.EffectInfo;
import dev.metajit.trace.EffectInfo.Extra;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * Whether the JDK's methods that read a number from a {@code String} would throw a {@link
 * NumberFormatException}: answered without one for nearly all texts, and by asking the method for
 * the rest.
 */
final class NumberTexts {
  /** Texts with fewer digits than a long can have are in range. */
  private static final int SAFE_LONG_DIGITS = 18;

  private static final int SAFE_INT_DIGITS = 9;
  private static final int ASCII = 128;

  private NumberTexts() {}

  /** The questions; none is made before a trace has one of the calls. */
  private static final class Questions {
    static final CallDescr INT = question("isInt");
    static final CallDescr LONG = question("isLong");
    static final CallDescr DOUBLE = question("isDouble");
    static final CallDescr DECIMAL = question("isDecimal");

    private Questions() {}
  }

  /**
   * The question whether this call would return, if it reads a string that is its last argument and
   * not null; null if there is none.
   */
  static CallDescr question(CallDescr call) {
    return switch (call.name()) {
      case "java.lang.Integer.parseInt" -> Questions.INT;
      case "java.lang.Long.parseLong" -> Questions.LONG;
      case "java.lang.Double.parseDouble" -> Questions.DOUBLE;
      case "java.math.BigDecimal.<init>" -> Questions.DECIMAL;
      default -> null;
    };
  }

  private static CallDescr question(String name) {
    try {
      MethodType type = MethodType.methodType(boolean.class, String.class);
      return new CallDescr(
          "NumberTexts." + name,
          MethodHandles.lookup().findStatic(NumberTexts.class, name, type),
          EffectInfo.of(Extra.ELIDABLE_CANNOT_RAISE));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  /** True if {@link Integer#parseInt(String)} returns. */
  static boolean isInt(String text) {
    return isInteger(text, SAFE_INT_DIGITS, Integer::parseInt);
  }

  /** True if {@link Long#parseLong(String)} returns. */
  static boolean isLong(String text) {
    return isInteger(text, SAFE_LONG_DIGITS, Long::parseLong);
  }

  /** True if {@link Double#parseDouble(String)} returns. */
  static boolean isDouble(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    boolean mayStart =
        first <= ' ' || first >= ASCII || isDigit(first) || "+-.NI".indexOf(first) >= 0;
    return mayStart && (isPlainDecimal(text) || isRead(text, Double::parseDouble));
  }

  /** True if {@link BigDecimal#BigDecimal(String)} returns. */
  static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ASCII && !isDigit(c) && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return isPlainDecimal(text) || isRead(text, BigDecimal::new);
  }

  private static boolean isInteger(String text, int safeDigits, Consumer<String> reader) {
    int length = text.length();
    int start = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return c >= ASCII && isRead(text, reader);
      }
    }
    int digits = length - start;
    return digits > 0 && (digits <= safeDigits || isRead(text, reader));
  }

  /** True for a sign that may be missing, and few digits with at most one point among them. */
  private static boolean isPlainDecimal(String text) {
    int length = text.length();
    int start = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int points = 0;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        points++;
      } else if (!isDigit(c)) {
        return false;
      }
    }
    int digits = length - start - points;
    return points <= 1 && digits > 0 && digits <= SAFE_LONG_DIGITS;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isRead(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
