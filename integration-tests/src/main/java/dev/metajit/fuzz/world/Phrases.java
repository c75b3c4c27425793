package dev.metajit.fuzz.world;

/** Static methods that put strings together, take them apart, and ask things of them. */
public final class Phrases {
  private static final int LONG_ENOUGH = 30;

  private Phrases() {}

  private static String textOf(Object object) {
    return object instanceof String text ? text : "none";
  }

  /** A text that grows with each turn, and starts anew when it is long. */
  public static String grown(Object object, int number) {
    String text = textOf(object);
    return (text.length() < LONG_ENOUGH ? text : "") + number + (char) ('a' + (number & 7));
  }

  /** Likewise, in one step for each piece. */
  public static String appended(Object object, long number, double real) {
    String text = textOf(object);
    StringBuilder builder = new StringBuilder(text.length() < LONG_ENOUGH ? text : "");
    builder.append(number).append(',').append(real > 0).append(text.isEmpty() ? "e" : "f");
    return builder.append(real).toString();
  }

  /** Only the length is asked for. */
  public static int length(Object object, int number, long wide) {
    String text = "<" + wide + '|' + textOf(object) + (number > 0) + number;
    return text.length() + text.concat(Long.toString(wide)).length();
  }

  /** Only a character is, which may not be there. */
  public static int letter(Object object, int index) {
    String text = "ab" + textOf(object) + 'c';
    return text.charAt(index & 7) + text.concat("de").charAt(1);
  }

  /** The indexes may be out of bounds. */
  public static String part(Object object, int from, int end) {
    return textOf(object).substring(from & 3, end & 7);
  }

  /** The length of a part, which may be empty. */
  public static int rest(Object object, int from) {
    String text = textOf(object);
    String rest = text.substring(Math.min(from & 3, text.length()));
    return rest.length() + (rest.isEmpty() ? 100 : rest.charAt(0));
  }

  /** One character as a string. */
  public static int token(Object object, int index) {
    int at = index & 3;
    String token = ("+1a-" + textOf(object)).substring(at, at + 1);
    if (token.equals("+")) {
      return 1;
    }
    return switch (token) {
      case "1" -> 2;
      case "a" -> 3;
      case "n" -> token.charAt(0);
      default -> token.hashCode() + token.length();
    };
  }

  /** Whether a string is another object; it is the same where nothing was added. */
  public static int identity(Object object, int number) {
    String text = textOf(object);
    String added = (number & 1) == 0 ? "" : "x";
    int answers = text.concat(added) == text ? 1 : 0;
    answers += text.substring(number & 1) == text ? 2 : 0;
    answers += text + added == text ? 4 : 0;
    String one = text + number;
    String same = one;
    return answers + (one == text + number ? 8 : 0) + (one == same ? 16 : 0);
  }

  /** Null is written where strings are put together, and thrown where one is a method's. */
  public static String perhapsNull(Object object, int number) {
    String text = (number & 3) == 0 ? null : textOf(object);
    String written = "a" + text + number;
    return written.length() > LONG_ENOUGH ? "long" : written.charAt(1) + "b".concat(text);
  }

  /** Whether two texts are equal, in several ways. */
  public static int compared(Object one, Object other, int number) {
    String left = textOf(one) + number;
    String right = textOf(other) + number;
    boolean areSame = left.equals(right);
    return (areSame ? 1 : 0)
        + (left.equals(other) ? 2 : 0)
        + (left.hashCode() == right.hashCode() ? 4 : 0)
        + (right.isEmpty() ? 8 : 0)
        + (String.valueOf((char) number).equals("a") ? 16 : 0);
  }
}
