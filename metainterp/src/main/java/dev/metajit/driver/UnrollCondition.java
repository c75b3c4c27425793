package dev.metajit.driver;

import java.util.List;

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

  /**
   * Reads the words behind a method's name; {@code null} if there are none, or they are something
   * else.
   */
  static UnrollCondition parse(List<String> words) {
    int argument = ALWAYS.argument;
    int rounds = ALWAYS.rounds;
    int at = 0;
    if (says(words, at, "if", "constant", 3)) {
      argument = Integer.parseInt(words.get(at + 2));
      at += 3;
    }
    if (says(words, at, "up", "to", 6)) {
      rounds = Integer.parseInt(words.get(at + 2));
      at += 3;
    }
    return at > 0 && at == words.size() ? new UnrollCondition(argument, rounds) : null;
  }

  /** True if there are these two words and a number of at most so many digits. */
  private static boolean says(List<String> words, int at, String one, String two, int digits) {
    return words.size() >= at + 3
        && words.get(at).equals(one)
        && words.get(at + 1).equals(two)
        && Words.isNumber(words.get(at + 2), digits);
  }
}
