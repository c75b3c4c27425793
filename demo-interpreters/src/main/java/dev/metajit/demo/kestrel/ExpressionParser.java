package dev.metajit.demo.kestrel;

import java.util.ArrayList;
import java.util.List;

/** Parses expressions by precedence climbing. */
final class ExpressionParser {
  private final TokenStream tokens;
  private final Parser parser;

  ExpressionParser(TokenStream tokens, Parser parser) {
    this.tokens = tokens;
    this.parser = parser;
  }

  /** {@code or-expression [? expression : expression]}. */
  Expr expression() throws KestrelSyntaxException {
    Expr condition = or();
    if (!tokens.continuesExpression() || !tokens.at("?")) {
      return condition;
    }
    int line = tokens.next().line();
    Expr yes = expression();
    tokens.expect(":");
    return new Expr.Conditional(condition, yes, expression(), line);
  }

  private Expr or() throws KestrelSyntaxException {
    Expr left = and();
    while (tokens.continuesExpression() && tokens.at("or")) {
      int line = tokens.next().line();
      left = new Expr.Logical(false, left, and(), line);
    }
    return left;
  }

  private Expr and() throws KestrelSyntaxException {
    Expr left = not();
    while (tokens.continuesExpression() && tokens.at("and")) {
      int line = tokens.next().line();
      left = new Expr.Logical(true, left, not(), line);
    }
    return left;
  }

  private Expr not() throws KestrelSyntaxException {
    if (tokens.at("not")) {
      int line = tokens.next().line();
      return new Expr.Unary(Opcode.NOT, not(), line);
    }
    return binary(BinaryOperator.LOOSEST);
  }

  private Expr binary(int loosest) throws KestrelSyntaxException {
    Expr left = unary();
    while (tokens.continuesExpression()) {
      BinaryOperator operator = BinaryOperator.of(tokens.peek());
      if (operator == null || operator.precedence < loosest || operator == BinaryOperator.POW) {
        break;
      }
      int line = tokens.next().line();
      left = new Expr.Binary(operator, left, binary(operator.precedence + 1), line);
    }
    return left;
  }

  private Expr unary() throws KestrelSyntaxException {
    int opcode = tokens.at("-") ? Opcode.NEG : tokens.at("~") ? Opcode.BIT_NOT : -1;
    if (opcode < 0) {
      return power();
    }
    int line = tokens.next().line();
    return negated(opcode, unary(), line);
  }

  /** Folds the sign into a number literal. */
  private static Expr negated(int opcode, Expr operand, int line) {
    if (opcode == Opcode.NEG
        && operand instanceof Expr.Literal literal
        && Arithmetic.isNumber(literal.value())) {
      return new Expr.Literal(Arithmetic.negate(literal.value()), line);
    }
    return new Expr.Unary(opcode, operand, line);
  }

  /** {@code postfix [** unary]}: to the right, and tighter than a sign on its left. */
  private Expr power() throws KestrelSyntaxException {
    Expr base = postfix(primary());
    if (!tokens.continuesExpression() || !tokens.at("**")) {
      return base;
    }
    int line = tokens.next().line();
    return new Expr.Binary(BinaryOperator.POW, base, unary(), line);
  }

  private Expr postfix(Expr start) throws KestrelSyntaxException {
    Expr expression = start;
    while (true) {
      if (tokens.at(".")) {
        expression = member(expression);
      } else if (tokens.continuesExpression() && tokens.at("(")) {
        int line = tokens.peek().line();
        expression = new Expr.Call(expression, arguments(), line);
      } else if (tokens.continuesExpression() && tokens.at("[")) {
        expression = subscript(expression);
      } else {
        return expression;
      }
    }
  }

  private Expr member(Expr object) throws KestrelSyntaxException {
    int line = tokens.next().line();
    String name = tokens.expectName("a member name").text();
    if (tokens.continuesExpression() && tokens.at("(")) {
      return new Expr.Invoke(object, name, arguments(), line);
    }
    return new Expr.Field(object, name, line);
  }

  private Expr subscript(Expr object) throws KestrelSyntaxException {
    int line = tokens.expect("[").line();
    tokens.openBracket();
    Expr from = tokens.at(":") ? new Expr.Literal(null, line) : expression();
    boolean isSlice = tokens.accept(":");
    Expr to = !isSlice || tokens.at("]") ? new Expr.Literal(null, line) : expression();
    tokens.closeBracket("]");
    return isSlice ? new Expr.Slice(object, from, to, line) : new Expr.Index(object, from, line);
  }

  private List<Expr> arguments() throws KestrelSyntaxException {
    tokens.expect("(");
    return elements(")");
  }

  private List<Expr> elements(String close) throws KestrelSyntaxException {
    tokens.openBracket();
    List<Expr> elements = new ArrayList<>();
    while (!tokens.at(close)) {
      elements.add(expression());
      if (!tokens.accept(",")) {
        break;
      }
    }
    tokens.closeBracket(close);
    return elements;
  }

  private Expr primary() throws KestrelSyntaxException {
    Token token = tokens.next();
    return switch (token.kind()) {
      case INT, FLOAT -> new Expr.Literal(token.value(), token.line());
      case STRING -> new Expr.Literal(token.text(), token.line());
      case NAME -> parser.name(token);
      case KEYWORD -> keyword(token);
      case SYMBOL -> symbol(token);
      case END -> throw unexpected(token);
    };
  }

  private Expr keyword(Token token) throws KestrelSyntaxException {
    return switch (token.text()) {
      case "true" -> new Expr.Literal(Boolean.TRUE, token.line());
      case "false" -> new Expr.Literal(Boolean.FALSE, token.line());
      case "nil" -> new Expr.Literal(null, token.line());
      case "fn" -> parser.function("fn", token, false);
      case "super" -> superInvoke(token);
      default -> throw unexpected(token);
    };
  }

  private Expr symbol(Token token) throws KestrelSyntaxException {
    return switch (token.text()) {
      case "(" -> parenthesized();
      case "[" -> new Expr.ListOf(elements("]"), token.line());
      case "{" -> dict(token);
      default -> throw unexpected(token);
    };
  }

  private Expr parenthesized() throws KestrelSyntaxException {
    tokens.openBracket();
    Expr inner = expression();
    tokens.closeBracket(")");
    return inner;
  }

  private Expr dict(Token open) throws KestrelSyntaxException {
    tokens.openBracket();
    List<Expr> keysAndValues = new ArrayList<>();
    while (!tokens.at("}")) {
      keysAndValues.add(or());
      tokens.expect(":");
      keysAndValues.add(expression());
      if (!tokens.accept(",")) {
        break;
      }
    }
    tokens.closeBracket("}");
    return new Expr.DictOf(keysAndValues, open.line());
  }

  private Expr superInvoke(Token token) throws KestrelSyntaxException {
    Expr self = parser.selfOf(token);
    tokens.expect(".");
    String name = tokens.expectName("a method name").text();
    return new Expr.SuperInvoke(self, name, arguments(), token.line());
  }

  private KestrelSyntaxException unexpected(Token token) {
    return tokens.error(token, "unexpected " + token.describe());
  }
}
