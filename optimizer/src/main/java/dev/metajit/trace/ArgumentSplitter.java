package dev.metajit.trace;

import java.util.ArrayList;
import java.util.List;

/** Splits an argument list at its commas, but for those in single quotes. */
final class ArgumentSplitter {
  private ArgumentSplitter() {}

  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    if (text.isBlank()) {
      return parts;
    }
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '\'') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  /** What stands in the single quotes. */
  static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '\'' || !text.endsWith("'")) {
      throw new IllegalArgumentException("expected text in single quotes, not " + text);
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() - 1) {
        i++;
        plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
