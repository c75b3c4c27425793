package dev.metajit.optimizer;

import dev.metajit.optimizer.Rule.Any;
import dev.metajit.optimizer.Rule.AnyConstant;
import dev.metajit.optimizer.Rule.Apply;
import dev.metajit.optimizer.Rule.Expression;
import dev.metajit.optimizer.Rule.Literal;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a row of {@link Rules}: {@code pattern => replacement if condition, condition}.
 *
 * <p>{@code add(x, C)} is an operation of the kind that the row is read for ({@code int_add},
 * {@code long_add}); a full name such as {@code int_to_long} stands for itself; {@code ult} is the
 * unsigned {@code lt}. A small letter is any value, a capital any constant. {@code MIN}, {@code
 * MAX}, {@code WIDTH} and {@code LAST} (the width less 1) are the kind's.
 */
final class RuleParser {
  private final String law;
  private final Kind kind;
  private final int width;
  private String rest;

  /**
   * @param width the width in bits that the kind is taken to have: 32 or 64, or less in proofs
   */
  private RuleParser(String law, Kind kind, int width) {
    this.law = law;
    this.kind = kind;
    this.width = width;
  }

  /** Reads a row for a kind, int or long. */
  static Rule parse(String law, Kind kind) {
    return parse(law, kind, kind == Kind.INT ? 32 : 64);
  }

  /** Reads a row as if the kind had this width. */
  static Rule parse(String law, Kind kind, int width) {
    return new RuleParser(law, kind, width).rule();
  }

  private Rule rule() {
    String[] sides = law.split("=>| if ");
    Expression pattern = whole(sides[0], null);
    Kind result = ((Apply) pattern).op().result();
    Expression replacement = whole(sides[1], result);
    List<Expression> conditions = new ArrayList<>();
    if (sides.length > 2) {
      rest = sides[2].replace(" ", "");
      do {
        conditions.add(expression(Kind.INT));
      } while (take(","));
      end();
    }
    return new Rule(law, (Apply) pattern, replacement, List.copyOf(conditions));
  }

  private Expression whole(String text, Kind expected) {
    rest = text.replace(" ", "");
    Expression expression = expression(expected);
    end();
    return expression;
  }

  private void end() {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("expected the end, not " + rest + ", in: " + law);
    }
  }

  private boolean take(String token) {
    boolean found = rest.startsWith(token);
    rest = found ? rest.substring(token.length()) : rest;
    return found;
  }

  private String word() {
    int end = 0;
    while (end < rest.length() && ",()".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String word = rest.substring(0, end);
    rest = rest.substring(end);
    return word;
  }

  private Expression expression(Kind expected) {
    String word = word();
    if (!take("(")) {
      return leaf(word, expected);
    }
    Op op = operation(word);
    List<Expression> operands = new ArrayList<>();
    do {
      operands.add(expression(op.operands().get(operands.size())));
    } while (take(","));
    if (!take(")") || operands.size() != op.operands().size()) {
      throw new IllegalArgumentException("wrong operands of " + word + " in: " + law);
    }
    return new Apply(op, operands);
  }

  private Op operation(String name) {
    Op op = Op.ofText(name);
    if (op == null) {
      boolean isUnsigned = Set.of("ult", "ule", "ugt", "uge", "udiv", "urem").contains(name);
      String prefix = kind == Kind.INT ? "int_" : "long_";
      op = Op.ofText(isUnsigned ? "u" + prefix + name.substring(1) : prefix + name);
    }
    if (op == null) {
      throw new IllegalArgumentException("no operation " + name + " in: " + law);
    }
    return op;
  }

  private Expression leaf(String word, Kind expected) {
    char first = word.charAt(0);
    if (word.length() == 1 && Character.isLowerCase(first)) {
      return new Any(word, expected);
    }
    if (word.length() == 1 && Character.isUpperCase(first)) {
      return new AnyConstant(word, expected);
    }
    return new Literal(literal(word, expected));
  }

  private Constant literal(String word, Kind expected) {
    return switch (expected) {
      case FLOAT -> Constant.ofFloat(Float.parseFloat(word));
      case DOUBLE -> Constant.ofDouble(Double.parseDouble(word));
      default -> Constant.ofBits(expected, integer(word));
    };
  }

  private long integer(String word) {
    return switch (word) {
      case "MIN" -> -1L << (width - 1);
      case "MAX" -> ~(-1L << (width - 1));
      case "WIDTH" -> width;
      case "LAST" -> width - 1;
      default -> Long.parseLong(word);
    };
  }
}
