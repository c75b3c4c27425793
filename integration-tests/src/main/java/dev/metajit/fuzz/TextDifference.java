package dev.metajit.fuzz;

import java.util.ArrayList;
import java.util.List;

/** The lines in which two texts differ. */
final class TextDifference {
  private static final int MOST_LINES = 12;

  private TextDifference() {}

  static String of(String plain, String accelerated) {
    String[] expected = plain.split("\n");
    String[] actual = accelerated.split("\n");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(expected.length, actual.length); i++) {
      String left = i < expected.length ? expected[i] : "";
      String right = i < actual.length ? actual[i] : "";
      if (!left.equals(right) && lines.size() < MOST_LINES) {
        lines.add("plain:       " + left);
        lines.add("accelerated: " + right);
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
