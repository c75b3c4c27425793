package dev.metajit.demo.kestrel;

import java.util.Locale;
import java.util.regex.Pattern;

/** The methods of strings. */
final class StringMethods {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private StringMethods() {}

  static Object call(String string, int method, String name, Object[] arguments) {
    switch (method) {
      case NativeMethod.LEN:
        NativeMethod.requireCount(name, 0, arguments);
        return (long) string.length();
      case NativeMethod.SPLIT:
        return split(string, arguments);
      case NativeMethod.JOIN:
        NativeMethod.requireCount(name, 1, arguments);
        return join(string, Containers.listOf(arguments[0]));
      case NativeMethod.UPPER:
        return string.toUpperCase(Locale.ROOT);
      case NativeMethod.LOWER:
        return string.toLowerCase(Locale.ROOT);
      case NativeMethod.STRIP:
        return string.strip();
      case NativeMethod.SUBSTRING:
      case NativeMethod.SLICE:
        NativeMethod.requireCount(name, 2, arguments);
        return Containers.slice(string, arguments[0], arguments[1]);
      case NativeMethod.INDEX_OF:
        return (long) string.indexOf(text(name, 1, arguments, 0));
      case NativeMethod.CONTAINS:
        return string.contains(text(name, 1, arguments, 0));
      case NativeMethod.STARTS_WITH:
        return string.startsWith(text(name, 1, arguments, 0));
      case NativeMethod.ENDS_WITH:
        return string.endsWith(text(name, 1, arguments, 0));
      case NativeMethod.REPLACE:
        return string.replace(text(name, 2, arguments, 0), text(name, 2, arguments, 1));
      default:
        throw Members.noMember(string, name);
    }
  }

  /** An argument that has to be a string, of {@code count} arguments. */
  private static String text(String name, int count, Object[] arguments, int index) {
    NativeMethod.requireCount(name, count, arguments);
    if (arguments[index] instanceof String string) {
      return string;
    }
    throw new KestrelException(
        ErrorKind.TYPE, name + " needs a str, not " + Conversions.typeName(arguments[index]));
  }

  /** {@code split()} cuts at white space, {@code split(separator)} at every separator. */
  private static KList split(String string, Object[] arguments) {
    Object[] parts;
    if (arguments.length == 0) {
      String stripped = string.strip();
      parts = stripped.isEmpty() ? new Object[0] : BLANKS.split(stripped);
    } else {
      String separator = text("split", 1, arguments, 0);
      if (separator.isEmpty()) {
        throw new KestrelException(ErrorKind.VALUE, "empty separator");
      }
      parts = Pattern.compile(separator, Pattern.LITERAL).split(string, -1);
    }
    KList list = new KList(new Object[0]);
    for (Object part : parts) {
      list.append(part);
    }
    return list;
  }

  private static String join(String separator, KList list) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : separator).append(Conversions.str(list.get(i)));
    }
    return text.toString();
  }
}
