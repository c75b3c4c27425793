package dev.metajit.demo.kestrel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses statements, and resolves every name while the scopes are known. */
final class Parser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final Set<String> globals = new LinkedHashSet<>();
  private final Map<String, Token> globalUses = new LinkedHashMap<>();
  private FunctionScope scope = new FunctionScope(null);
  private int loopDepth;
  private int classDepth;

  private Parser(String file, String source) throws KestrelSyntaxException {
    this.tokens = new TokenStream(file, Lexer.tokens(file, source));
    this.expressions = new ExpressionParser(tokens, this);
  }

  /**
   * Parses a whole file.
   *
   * @return a function without parameters whose body is the file, with the globals it declares
   */
  static ParsedProgram parse(String file, String source) throws KestrelSyntaxException {
    return new Parser(file, source).program();
  }

  private ParsedProgram program() throws KestrelSyntaxException {
    List<Stmt> statements = statements();
    if (!tokens.atEnd()) {
      throw tokens.error(tokens.peek(), "unexpected " + tokens.peek().describe());
    }
    checkGlobals();
    Expr.Function main = new Expr.Function("main", false, List.of(), statements, scope, 1);
    return new ParsedProgram(main, globals);
  }

  private void checkGlobals() throws KestrelSyntaxException {
    for (Map.Entry<String, Token> use : globalUses.entrySet()) {
      String name = use.getKey();
      if (!globals.contains(name) && Builtins.find(name) == null) {
        throw tokens.error(use.getValue(), "undefined name '" + name + "'");
      }
    }
  }

  /** The statements before <code>}</code> or the end of file. */
  private List<Stmt> statements() throws KestrelSyntaxException {
    List<Stmt> statements = new ArrayList<>();
    while (!tokens.at("}") && !tokens.atEnd()) {
      if (!tokens.accept(";")) {
        statements.add(statement());
      }
    }
    return statements;
  }

  private Stmt statement() throws KestrelSyntaxException {
    Token token = tokens.peek();
    if (token.kind() == TokenKind.KEYWORD) {
      return keywordStatement(token);
    }
    return token.is("{") ? block() : expressionStatement();
  }

  private Stmt keywordStatement(Token token) throws KestrelSyntaxException {
    return switch (token.text()) {
      case "let" -> let();
      case "fn" -> functionDeclaration();
      case "class" -> classDeclaration();
      case "if" -> ifElse();
      case "while" -> whileLoop();
      case "for" -> forLoop();
      case "break", "continue" -> jump();
      case "return" -> returnValue();
      case "throw" -> throwValue();
      case "try" -> tryCatch();
      default -> expressionStatement();
    };
  }

  private Stmt let() throws KestrelSyntaxException {
    int line = tokens.next().line();
    Token name = tokens.expectName("a variable name");
    Expr value = tokens.accept("=") ? expressions.expression() : new Expr.Literal(null, line);
    tokens.endStatement();
    return new Stmt.Let(declare(name), value, line);
  }

  private Stmt expressionStatement() throws KestrelSyntaxException {
    Token start = tokens.peek();
    Expr expression = expressions.expression();
    BinaryOperator operator = BinaryOperator.ofAssignment(tokens.peek());
    if (operator == null && !tokens.at("=")) {
      tokens.endStatement();
      return new Stmt.Expression(expression, start.line());
    }
    checkAssignable(expression, start);
    tokens.next();
    Expr value = expressions.expression();
    tokens.endStatement();
    return new Stmt.Assign(expression, operator, value, start.line());
  }

  private void checkAssignable(Expr target, Token start) throws KestrelSyntaxException {
    boolean assignable =
        target instanceof Expr.Local
            || target instanceof Expr.Global
            || target instanceof Expr.Index
            || target instanceof Expr.Field;
    if (!assignable) {
      throw tokens.error(start, "cannot assign to this expression");
    }
    if (target instanceof Expr.Global global && !globals.contains(global.name())) {
      globalUses.put(global.name(), start);
      if (Builtins.find(global.name()) != null) {
        throw tokens.error(start, "cannot assign to builtin '" + global.name() + "'");
      }
    }
  }

  private Stmt.Block block() throws KestrelSyntaxException {
    scope.openBlock();
    Stmt.Block block = blockInScope();
    scope.closeBlock();
    return block;
  }

  /** A block whose scope the caller has opened. */
  private Stmt.Block blockInScope() throws KestrelSyntaxException {
    int line = tokens.expect("{").line();
    int brackets = tokens.enterBlock();
    List<Stmt> statements = statements();
    tokens.leaveBlock(brackets);
    tokens.expect("}");
    return new Stmt.Block(statements, line);
  }

  private Stmt ifElse() throws KestrelSyntaxException {
    int line = tokens.next().line();
    Expr condition = expressions.expression();
    Stmt yes = block();
    Stmt no = null;
    if (tokens.accept("else")) {
      no = tokens.at("if") ? ifElse() : block();
    }
    return new Stmt.If(condition, yes, no, line);
  }

  private Stmt whileLoop() throws KestrelSyntaxException {
    int line = tokens.next().line();
    Expr condition = expressions.expression();
    return new Stmt.While(condition, loopBody(), line);
  }

  private Stmt forLoop() throws KestrelSyntaxException {
    int line = tokens.next().line();
    Token name = tokens.expectName("a variable name");
    tokens.expect("in");
    Expr iterable = expressions.expression();
    scope.openBlock();
    int iteratorSlot = scope.newSlot();
    Variable variable = scope.declare(name.text());
    Stmt body = loopBody();
    scope.closeBlock();
    return new Stmt.For(variable, iteratorSlot, iterable, body, line);
  }

  private Stmt loopBody() throws KestrelSyntaxException {
    loopDepth++;
    Stmt body = block();
    loopDepth--;
    return body;
  }

  private Stmt jump() throws KestrelSyntaxException {
    Token token = tokens.next();
    if (loopDepth == 0) {
      throw tokens.error(token, "'" + token.text() + "' outside of a loop");
    }
    tokens.endStatement();
    return token.is("break") ? new Stmt.Break(token.line()) : new Stmt.Continue(token.line());
  }

  private Stmt returnValue() throws KestrelSyntaxException {
    Token token = tokens.next();
    if (scope.outer == null) {
      throw tokens.error(token, "'return' outside of a function");
    }
    boolean hasValue =
        !tokens.peek().startsLine() && !tokens.at("}") && !tokens.at(";") && !tokens.atEnd();
    Expr value = hasValue ? expressions.expression() : new Expr.Literal(null, token.line());
    tokens.endStatement();
    return new Stmt.Return(value, token.line());
  }

  private Stmt throwValue() throws KestrelSyntaxException {
    int line = tokens.next().line();
    Expr value = expressions.expression();
    tokens.endStatement();
    return new Stmt.Throw(value, line);
  }

  private Stmt tryCatch() throws KestrelSyntaxException {
    Token token = tokens.next();
    scope.openBlock();
    int slot = scope.newSlot();
    Stmt body = block();
    Variable variable = null;
    Stmt handler = null;
    if (tokens.accept("catch")) {
      scope.openBlock();
      variable = scope.declare(tokens.expectName("a variable name").text());
      handler = block();
      scope.closeBlock();
    }
    Stmt cleanup = tokens.accept("finally") ? block() : null;
    scope.closeBlock();
    if (handler == null && cleanup == null) {
      throw tokens.error(token, "'try' without 'catch' or 'finally'");
    }
    return new Stmt.Try(body, variable, handler, cleanup, slot, token.line());
  }

  /** {@code fn name(...) {...}} declares; {@code fn(...) {...}} is an expression. */
  private Stmt functionDeclaration() throws KestrelSyntaxException {
    Token keyword = tokens.expect("fn");
    Token name = tokens.expectName("a function name");
    Stmt.Target target = declare(name);
    Expr.Function function = function(name.text(), keyword, false);
    return new Stmt.FunctionDeclaration(target, function, keyword.line());
  }

  private Stmt classDeclaration() throws KestrelSyntaxException {
    int line = tokens.next().line();
    Token name = tokens.expectName("a class name");
    Expr superclass = tokens.accept(":") ? name(tokens.expectName("a class name")) : null;
    Stmt.Target target = declare(name);
    tokens.expect("{");
    classDepth++;
    List<Expr.Function> methods = new ArrayList<>();
    while (!tokens.at("}")) {
      tokens.accept("fn");
      Token method = tokens.expectName("a method name");
      methods.add(function(method.text(), method, true));
    }
    classDepth--;
    tokens.expect("}");
    return new Stmt.ClassDeclaration(target, superclass, methods, line);
  }

  /** Parses parameters and body; a method has {@code self} before its parameters. */
  Expr.Function function(String name, Token start, boolean isMethod) throws KestrelSyntaxException {
    FunctionScope outer = scope;
    int outerLoopDepth = loopDepth;
    scope = new FunctionScope(outer);
    loopDepth = 0;
    List<Variable> parameters = new ArrayList<>();
    if (isMethod) {
      parameters.add(scope.declare("self"));
    }
    parameters(parameters);
    List<Stmt> body = functionBody();
    Expr.Function function =
        new Expr.Function(name, isMethod, parameters, body, scope, start.line());
    scope = outer;
    loopDepth = outerLoopDepth;
    return function;
  }

  private void parameters(List<Variable> parameters) throws KestrelSyntaxException {
    tokens.expect("(");
    tokens.openBracket();
    while (!tokens.at(")")) {
      Token name = tokens.expectName("a parameter name");
      parameters.add(declare(name).variable());
      if (!tokens.accept(",")) {
        break;
      }
    }
    tokens.closeBracket(")");
  }

  private List<Stmt> functionBody() throws KestrelSyntaxException {
    if (tokens.at("=>")) {
      int line = tokens.next().line();
      return List.of(new Stmt.Return(expressions.expression(), line));
    }
    return blockInScope().statements();
  }

  /** Declares a global outside of all blocks and functions, else a local variable. */
  private Stmt.Target declare(Token name) throws KestrelSyntaxException {
    boolean isGlobal = scope.outer == null && scope.isOutermostBlock();
    Variable variable = isGlobal ? null : scope.declare(name.text());
    if (isGlobal ? !globals.add(name.text()) : variable == null) {
      throw tokens.error(name, "'" + name.text() + "' is already declared here");
    }
    return new Stmt.Target(name.text(), variable);
  }

  /** The variable that a name means. */
  Expr name(Token token) {
    Variable variable = scope.resolve(token.text());
    if (variable != null) {
      return new Expr.Local(variable, token.line());
    }
    globalUses.putIfAbsent(token.text(), token);
    return new Expr.Global(token.text(), token.line());
  }

  /** The {@code self} that a {@code super} token stands for. */
  Expr selfOf(Token token) throws KestrelSyntaxException {
    Variable self = classDepth > 0 ? scope.resolve("self") : null;
    if (self == null) {
      throw tokens.error(token, "'super' outside of a method");
    }
    return new Expr.Local(self, token.line());
  }
}
