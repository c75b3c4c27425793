package dev.metajit.trace;

/** The text form of constants. */
final class ConstantText {
  private static final String NAN = "NaN";

  private ConstantText() {}

  static String print(Constant constant, TraceNames names) {
    return switch (constant.kind()) {
      case INT -> Integer.toString(constant.asInt());
      case LONG -> constant.asLong() + "L";
      case FLOAT -> print(constant.asFloat());
      case DOUBLE -> print(constant.asDouble());
      case REF -> constant.isNull() ? "null" : "$" + names.nameOf(constant.ref());
      case VOID -> throw new IllegalArgumentException("a constant of no kind");
    };
  }

  private static String print(float value) {
    int bits = Float.floatToRawIntBits(value);
    boolean usual = !Float.isNaN(value) || bits == Float.floatToRawIntBits(Float.NaN);
    return usual ? value + "f" : NAN + "f#" + Integer.toHexString(bits);
  }

  private static String print(double value) {
    long bits = Double.doubleToRawLongBits(value);
    boolean usual = !Double.isNaN(value) || bits == Double.doubleToRawLongBits(Double.NaN);
    return usual ? Double.toString(value) : NAN + "#" + Long.toHexString(bits);
  }

  /**
   * Parses a constant.
   *
   * @return null if this is not the text of a constant
   * @throws IllegalArgumentException if it names an object that is not known
   */
  static Constant parse(String text, TraceNames names) {
    if (text.equals("null")) {
      return Constant.NULL;
    }
    if (text.startsWith("$")) {
      return Constant.ofRef(names.objectOf(text.substring(1)));
    }
    try {
      return number(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Constant number(String text) {
    if (text.startsWith(NAN + "f#")) {
      return Constant.ofBits(Kind.FLOAT, Integer.parseUnsignedInt(text.substring(5), 16));
    }
    if (text.startsWith(NAN + "#")) {
      return Constant.ofBits(Kind.DOUBLE, Long.parseUnsignedLong(text.substring(4), 16));
    }
    if (text.endsWith("L")) {
      return Constant.ofLong(Long.parseLong(text.substring(0, text.length() - 1)));
    }
    if (text.endsWith("f")) {
      return Constant.ofFloat(Float.parseFloat(text.substring(0, text.length() - 1)));
    }
    boolean isInt = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return isInt
        ? Constant.ofInt(Integer.parseInt(text))
        : Constant.ofDouble(Double.parseDouble(text));
  }
}
