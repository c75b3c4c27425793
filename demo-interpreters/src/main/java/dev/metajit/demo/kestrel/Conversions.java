package dev.metajit.demo.kestrel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/** Guest values as text and as other types. */
final class Conversions {
  private static final String[] CHARACTERS = new String[256];

  static {
    for (int i = 0; i < CHARACTERS.length; i++) {
      CHARACTERS[i] = String.valueOf((char) i);
    }
  }

  private Conversions() {}

  /** The guest string of one character. */
  static String character(char c) {
    return c < CHARACTERS.length ? CHARACTERS[c] : String.valueOf(c);
  }

  /** The name of a value's type; of an instance, its class. */
  static String typeName(Object value) {
    if (value instanceof Long || value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof KInstance instance) {
      return instance.type().name;
    }
    return otherTypeName(value);
  }

  private static String otherTypeName(Object value) {
    if (value instanceof KList) {
      return "list";
    }
    if (value instanceof KDict) {
      return "dict";
    }
    if (value instanceof KRange) {
      return "range";
    }
    if (value instanceof KClass) {
      return "class";
    }
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    return value == null ? "nil" : "function";
  }

  /** A value as {@code print} shows it. */
  static String str(Object value) {
    if (value instanceof String string) {
      return string;
    }
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, Object value) {
    if (value instanceof KList list) {
      appendList(text, list);
    } else if (value instanceof KDict dict) {
      appendDict(text, dict);
    } else {
      text.append(simple(value));
    }
  }

  private static String simple(Object value) {
    if (value == null) {
      return "nil";
    }
    if (value instanceof Double number) {
      return FloatFormat.shortest(number);
    }
    if (ErrorClasses.isError(value)) {
      return typeName(value) + ": " + str(((KInstance) value).get(ErrorClasses.MESSAGE));
    }
    return named(value);
  }

  private static String named(Object value) {
    if (value instanceof KFunction function) {
      return "<function " + function.code.name + ">";
    }
    if (value instanceof KBoundMethod bound) {
      return "<method " + bound.method.code.name + ">";
    }
    if (value instanceof KClass type) {
      return "<class " + type.name + ">";
    }
    if (value instanceof KInstance instance) {
      return "<" + instance.type().name + " instance>";
    }
    if (value instanceof KRange range) {
      return "range(" + range.start + ", " + range.end + ", " + range.step + ")";
    }
    return value.toString();
  }

  private static void appendList(StringBuilder text, KList list) {
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      appendQuoted(text, list.get(i));
    }
    text.append(']');
  }

  private static void appendDict(StringBuilder text, KDict dict) {
    text.append('{');
    String separator = "";
    for (Map.Entry<Object, Object> entry : dict.entries.entrySet()) {
      text.append(separator);
      appendQuoted(text, entry.getKey());
      text.append(": ");
      appendQuoted(text, entry.getValue());
      separator = ", ";
    }
    text.append('}');
  }

  private static void appendQuoted(StringBuilder text, Object value) {
    if (value instanceof String string) {
      text.append('"').append(string).append('"');
    } else {
      append(text, value);
    }
  }

  /** The guest int of a number without its fraction, or of a decimal string. */
  static Object toInt(Object value) {
    if (MixedArithmetic.isInt(value)) {
      return value;
    }
    if (value instanceof Double number) {
      return truncate(number);
    }
    if (value instanceof String string) {
      return parseInt(string);
    }
    throw new KestrelException(ErrorKind.TYPE, "cannot make an int of " + typeName(value));
  }

  private static Object truncate(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new KestrelException(
          ErrorKind.VALUE, "cannot make an int of " + FloatFormat.shortest(number));
    }
    long truncated = (long) number;
    boolean fits = truncated != Long.MAX_VALUE && truncated != Long.MIN_VALUE;
    return fits ? (Object) truncated : Arithmetic.normalize(new BigDecimal(number).toBigInteger());
  }

  private static Object parseInt(String text) {
    try {
      return Arithmetic.normalize(new BigInteger(text.strip()));
    } catch (NumberFormatException e) {
      throw new KestrelException(ErrorKind.VALUE, "not an int: \"" + text + "\"");
    }
  }

  /** The guest float of a number or of a string. */
  static Object toFloat(Object value) {
    if (Arithmetic.isNumber(value)) {
      return MixedArithmetic.toDouble(value);
    }
    if (value instanceof String text) {
      return parseFloat(text);
    }
    throw new KestrelException(ErrorKind.TYPE, "cannot make a float of " + typeName(value));
  }

  private static Object parseFloat(String text) {
    try {
      return switch (text.strip()) {
        case "nan" -> Double.NaN;
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.valueOf(text.strip());
      };
    } catch (NumberFormatException e) {
      throw new KestrelException(ErrorKind.VALUE, "not a float: \"" + text + "\"");
    }
  }

  /** False for nil and false, true for everything else. */
  static boolean isTrue(Object value) {
    return value != null && value != Boolean.FALSE;
  }
}
