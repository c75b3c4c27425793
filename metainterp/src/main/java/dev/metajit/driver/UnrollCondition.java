package dev.metajit.driver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a method with a loop is traced into: {@code a.B.c if constant 1 up to 8} in a driver file.
 *
 * @param argument the number of the argument that has to be a constant, from 0 and counting the
 *     receiver; -1 if that does not matter
 * @param rounds how often its loop may come round before the method is called after all: for good,
 *     if it is not elidable
 */
public record UnrollCondition(int argument, int rounds) {
  /** Whatever the arguments, and however often it comes round. */
  public static final UnrollCondition ALWAYS = new UnrollCondition(-1, Integer.MAX_VALUE);

  /** Not at all. */
  public static final UnrollCondition NEVER = new UnrollCondition(-1, -1);

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(\\S+)(?=\\s)(?:\\s+if\\s+constant\\s+(\\d{1,3}))?(?:\\s+up\\s+to\\s+(\\d{1,6}))?");

  /** True if a condition follows the method's name. */
  static boolean isIn(String target) {
    return SYNTAX.matcher(target).matches();
  }

  /** The method's name before the condition. */
  static String method(String target) {
    return matched(target).group(1);
  }

  /** The condition behind the method's name. */
  static UnrollCondition parse(String target) {
    Matcher matcher = matched(target);
    return new UnrollCondition(
        number(matcher.group(2), ALWAYS.argument()), number(matcher.group(3), ALWAYS.rounds()));
  }

  private static Matcher matched(String target) {
    Matcher matcher = SYNTAX.matcher(target);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(target);
    }
    return matcher;
  }

  private static int number(String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }
}
