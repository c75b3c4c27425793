package dev.metajit.it.guest.telling;

import dev.metajit.annotations.DontLookInside;
import dev.metajit.annotations.Jit;
import dev.metajit.annotations.JitDriver;
import java.util.Map;
import java.util.function.Supplier;

/** Strings that are put together, and what is asked of them. */
final class Strings {
  private static final int TURNS = 200;
  private static final String SOURCE = "a+b*(c-d)/e+f";

  private Strings() {}

  static void addTo(Map<String, Supplier<Object>> cases) {
    cases.put("k56", () -> concatenated(TURNS));
    cases.put("k56numbers", () -> numbers(TURNS));
    cases.put("k56tokens", () -> tokens(TURNS, SOURCE));
    cases.put("k56switch", () -> switched(TURNS, SOURCE));
    cases.put("k56grows", () -> grows(TURNS));
    cases.put("k56carried", () -> carried(TURNS));
    cases.put("k56same", () -> same(TURNS, ""));
    cases.put("k56null", () -> perhapsNull(TURNS));
    cases.put("k56thrown", () -> thrown(TURNS, "abc"));
    cases.put("k56long", () -> becomesLong(TURNS));
  }

  @JitDriver(
      name = "k56",
      greens = {})
  static int concatenated(int turns) {
    int left = turns;
    int sum = 0;
    String prefix = turns > 0 ? "abc" : "";
    while (left > 0) {
      Jit.mergePoint();
      sum += prefix.concat("de").length();
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k56numbers",
      greens = {})
  static int numbers(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      String text = "<" + left + "|" + (long) sum * 1000 + "," + (left > 20) + (char) left + ">";
      sum += text.length() + text.charAt(0);
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k56tokens",
      greens = {})
  static int tokens(int turns, String source) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      int at = left % source.length();
      String token = source.substring(at, at + 1);
      sum += token.equals("+") ? 100 : token.charAt(0);
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k56switch",
      greens = {})
  static int switched(int turns, String source) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      int at = left % source.length();
      switch (source.substring(at, at + 1)) {
        case "+" -> sum += 1;
        case "-" -> sum -= 1;
        case "(" -> sum += 10;
        default -> sum += 3;
      }
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k56grows",
      greens = {})
  static Object grows(int turns) {
    int left = turns;
    String text = "";
    while (left > 0) {
      Jit.mergePoint();
      text = text + (char) ('a' + left % 26);
      left--;
    }
    return text;
  }

  @JitDriver(
      name = "k56carried",
      greens = {})
  static Object carried(int turns) {
    int left = turns;
    int sum = 0;
    String text = "-";
    while (left > 0) {
      Jit.mergePoint();
      sum += text.length() * left + text.charAt(0);
      text = "#" + left;
      left--;
    }
    return text + sum;
  }

  @JitDriver(
      name = "k56same",
      greens = {})
  static int same(int turns, String empty) {
    int left = turns;
    int sum = 0;
    String text = turns > 0 ? "abc" : "";
    while (left > 0) {
      Jit.mergePoint();
      sum += text.concat(empty) == text ? 1 : 2;
      sum += text.substring(0) == text ? 10 : 20;
      sum += text.substring(1) == text.substring(1) ? 100 : 200;
      sum += text + empty == text ? 1000 : 2000;
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k56null",
      greens = {})
  static int perhapsNull(int turns) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      String text = left % 7 == 3 ? null : "x";
      String both = "a" + text + left;
      sum += both.length() * 31 + both.charAt(1);
      try {
        sum += "b".concat(text).length();
      } catch (NullPointerException e) {
        sum += 1000;
      }
      left--;
    }
    return sum;
  }

  @JitDriver(
      name = "k56thrown",
      greens = {})
  static int thrown(int turns, String text) {
    int left = turns;
    int sum = 0;
    while (left > 0) {
      Jit.mergePoint();
      try {
        String part = text.substring(left % 6 - 1, left % 5);
        sum += part.length() * part.charAt(left % 3);
      } catch (StringIndexOutOfBoundsException e) {
        sum += e.getMessage().equals(message(text, left)) ? 1000 : 3000;
      }
      left--;
    }
    return sum;
  }

  /** What the JDK says in {@link #thrown}; it differs from JDK to JDK. */
  @DontLookInside
  private static String message(String text, int left) {
    try {
      return "none: " + text.substring(left % 6 - 1, left % 5).charAt(left % 3);
    } catch (StringIndexOutOfBoundsException e) {
      return e.getMessage();
    }
  }

  @JitDriver(
      name = "k56long",
      greens = {})
  static int becomesLong(int turns) {
    int left = turns;
    int sum = 0;
    String text = "ab";
    while (left > 0) {
      Jit.mergePoint();
      String twice = text + text;
      sum += twice.length();
      text = twice.length() > 1_000_000 ? "ab" : twice;
      left--;
    }
    return sum;
  }
}
