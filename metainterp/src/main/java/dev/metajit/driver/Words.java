package dev.metajit.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes texts apart. A program waits for the first driver files and options, and a regular
 * expression costs it more than all else about them.
 */
final class Words {
  private Words() {}

  /** What stands between blanks. */
  static List<String> of(String text) {
    return split(text, "");
  }

  /** What stands between blanks or commas. */
  static List<String> list(String text) {
    return split(text.replace(',', ' '), "");
  }

  /**
   * What stands between these characters, without blanks around it, or between blanks if there are
   * none; nothing of it is empty.
   */
  static List<String> split(String text, String separators) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end == text.length() || isSeparator(text.charAt(end), separators)) {
        if (end > start) {
          addTrimmed(text.substring(start, end), words);
        }
        start = end + 1;
      }
    }
    return words;
  }

  private static boolean isSeparator(char c, String separators) {
    return separators.isEmpty() ? c <= ' ' : separators.indexOf(c) >= 0;
  }

  private static void addTrimmed(String text, List<String> words) {
    String word = text.trim();
    if (!word.isEmpty()) {
      words.add(word);
    }
  }

  /** True if it is a number of at most so many digits. */
  static boolean isNumber(String word, int digits) {
    if (word.isEmpty() || word.length() > digits) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
