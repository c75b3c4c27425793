package dev.metajit.fuzz.generate;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes random Kestrel programs. All loops are over ranges and recursion has a depth, so every
 * program ends, also with lines left out.
 */
public final class RandomKestrel {
  private static final List<String> GLOBALS = List.of("a", "b", "c", "x", "y", "s", "l", "d", "o");
  private static final List<String> BINARY =
      List.of("+", "-", "*", "//", "/", "%", "&", "|", "^", "+", "-", "+");
  private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
  private static final List<String> CONSTANTS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "7",
          "-1",
          "255",
          "4294967296",
          "9223372036854775807",
          "0.5",
          "2.0",
          "-0.0",
          "1e300",
          "true",
          "false",
          "nil",
          "\"ab\"",
          "\"\"");

  private static final String PRELUDE =
      """
      class Point {
        init(x, y) { self.x = x; self.y = y }
        sum() { return self.x + self.y }
        move(n) { self.x = self.x + n; return self }
      }
      class Far : Point {
        sum() { return super.sum() * 2 }
      }
      fn twice(n) { return n + n }
      fn down(n, k) { if n <= 0 { return k }; return down(n - 1, k + n) }
      let a = 1
      let b = 2
      let c = 100
      let x = 0.5
      let y = 3.0
      let s = "t"
      let l = [1, 2, 3, 4, 5]
      let d = {}
      let o = Point(1, 2)
      let errors = {}
      """;

  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder(PRELUDE);
  private int loops;

  private RandomKestrel(SplittableRandom random) {
    this.random = random;
  }

  /** The source of a program that prints what it has computed. */
  public static String make(SplittableRandom random) {
    return new RandomKestrel(random).make();
  }

  private String make() {
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      loop(1, 2);
    }
    text.append("print(a, b, c, x, y, s, l, d, o.x, o.y, errors)\n");
    return text.toString();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void line(int indent, String line) {
    text.append("  ".repeat(indent - 1)).append(line).append('\n');
  }

  private void loop(int indent, int nesting) {
    String variable = "i" + loops++;
    line(indent, "for " + variable + " in range(" + (5 + random.nextInt(40)) + ") {");
    line(indent + 1, "try {");
    block(indent + 2, nesting, variable);
    line(indent + 1, "} catch e {");
    line(indent + 2, "errors[type(e)] = errors.get(type(e), 0) + 1");
    line(indent + 1, "}");
    bound(indent + 1);
    line(indent, "}");
  }

  /** Numbers and strings that double in each round must not grow for ever. */
  private void bound(int indent) {
    line(indent, "if type(s) == \"str\" and len(s) > 50 { s = s[0:5] }");
    line(indent, "if isinstance(l, list) and len(l) > 30 { l = l[0:5] }");
    line(indent, "if type(o.x) == \"int\" { o.x = o.x % 1000000007 }");
    line(indent, "if type(o.y) == \"int\" { o.y = o.y % 1000000007 }");
    for (String name : List.of("a", "b", "c")) {
      line(indent, "if type(" + name + ") == \"int\" { " + name + " = " + name + " % 1000000007 }");
    }
  }

  private void block(int indent, int nesting, String variable) {
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      statement(indent, nesting, variable);
    }
  }

  private void statement(int indent, int nesting, String variable) {
    switch (random.nextInt(nesting > 0 ? 14 : 10)) {
      case 0, 1, 2, 3 -> line(indent, one(GLOBALS.subList(0, 6)) + " = " + value(variable, 2));
      case 4 -> line(indent, "l[" + number(variable, 1) + " % 5] = " + value(variable, 1));
      case 5 -> line(indent, "d[" + variable + " % 4] = " + value(variable, 1));
      case 6 -> line(indent, "o." + one(List.of("x", "y")) + " = " + value(variable, 1));
      case 7 -> line(indent, "o = " + one(List.of("Far", "Point")) + "(" + variable + ", a)");
      case 8 -> line(indent, "s = s + " + value(variable, 0));
      case 9 -> line(indent, "l.append(" + value(variable, 1) + ")");
      case 10, 11 -> branch(indent, nesting, variable);
      case 12 -> loop(indent, nesting - 1);
      default -> line(indent, "if " + condition(variable) + " { throw ValueError(\"no\") }");
    }
  }

  private void branch(int indent, int nesting, String variable) {
    line(indent, "if " + condition(variable) + " {");
    block(indent + 1, nesting - 1, variable);
    if (random.nextBoolean()) {
      line(indent, "} else {");
      block(indent + 1, nesting - 1, variable);
    }
    line(indent, "}");
  }

  private String condition(String variable) {
    return switch (random.nextInt(4)) {
      case 0 -> variable + " % " + (2 + random.nextInt(4)) + " == 0";
      case 1 -> "isinstance(o, Far)";
      default -> number(variable, 1) + " " + one(COMPARISONS) + " " + number(variable, 1);
    };
  }

  /** Mostly a number. */
  private String value(String variable, int depth) {
    return random.nextInt(6) == 0 ? one(CONSTANTS) : number(variable, depth);
  }

  private String number(String variable, int depth) {
    if (depth == 0) {
      return random.nextInt(3) == 0
          ? String.valueOf(random.nextInt(10))
          : one(List.of(variable, variable, "a", "b", "c", "x", "y"));
    }
    return switch (random.nextInt(10)) {
      case 0 -> "o.sum()";
      case 1 -> "o.move(" + number(variable, depth - 1) + ").x";
      case 2 -> "twice(" + number(variable, depth - 1) + ")";
      case 3 -> "down(" + variable + " % 5, " + number(variable, depth - 1) + ")";
      case 4 -> "l[" + variable + " % " + (4 + random.nextInt(2)) + "]";
      case 5 -> "d.get(" + variable + " % 4, 1)";
      default ->
          "("
              + number(variable, depth - 1)
              + " "
              + one(BINARY)
              + " "
              + number(variable, depth - 1)
              + ")";
    };
  }
}
