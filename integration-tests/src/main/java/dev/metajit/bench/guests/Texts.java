package dev.metajit.bench.guests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that work on text. */
final class Texts {
  private static final Pattern ITEM = Pattern.compile("item\\d+");

  private Texts() {}

  static void luaStrings(int n, LimitTable.Output out) {
    List<String> parts = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      parts.add("item" + i % 100 + ";");
    }
    String text = String.join("", parts);
    out.line(text.length());
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash * 31 + text.charAt(i)) % 65521;
    }
    out.line(hash);
    String reversed = "";
    for (int i = 0; i < n / 10; i++) {
      reversed = text.charAt(i) + reversed;
    }
    out.line(reversed.length() + "\t" + reversed.substring(0, 12));
    int count = 0;
    for (Matcher matcher = ITEM.matcher(text); matcher.find(); ) {
      if (matcher.group().length() == 5) {
        count++;
      }
    }
    out.line(count);
  }

  static void awkStrings(int n, LimitTable.Output out) {
    long characters = 0;
    int hits = 0;
    long at = 0;
    int fields = 0;
    String last = "";
    for (int i = 1; i <= n; i++) {
      StringBuilder builder = new StringBuilder();
      for (int j = 0; j < 8; j++) {
        builder.append("item").append((i + j) % 100).append(';');
      }
      String text = builder.toString();
      characters += text.length();
      if (text.startsWith("42", 4)) {
        hits++;
      }
      at += text.indexOf("9;") + 1;
      String[] parts = text.split(";", -1);
      fields += parts.length;
      last = parts[7].toUpperCase(Locale.ROOT);
    }
    out.line(characters + " " + hits + " " + at + " " + fields + " " + last);
  }

  static String wordCount(int n, String separator) {
    String[] words = new String[500];
    for (int i = 1; i <= words.length; i++) {
      words[i - 1] = "w" + i * 37 % 1000;
    }
    Map<String, Integer> counts = new HashMap<>();
    int seed = 7;
    for (int i = 0; i < n; i++) {
      seed = (seed * 1103 + 12345) % 65537;
      counts.merge(words[seed % words.length], 1, Integer::sum);
    }
    TreeSet<String> names = new TreeSet<>(counts.keySet());
    String first = names.first();
    String last = names.last();
    return String.join(
        separator,
        String.valueOf(counts.size()),
        first,
        counts.get(first).toString(),
        last,
        counts.get(last).toString());
  }
}
