package dev.metajit.demo.kestrel;

import java.util.List;

/** The tokens of a file with a position; knows where a line end ends a statement. */
final class TokenStream {
  private final String file;
  private final List<Token> tokens;
  private int position;

  /** How many brackets are open in the current statement: line ends mean nothing inside them. */
  private int openBrackets;

  TokenStream(String file, List<Token> tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(position);
  }

  Token next() {
    Token token = peek();
    if (token.kind() != TokenKind.END) {
      position++;
    }
    return token;
  }

  boolean at(String spelling) {
    return peek().is(spelling);
  }

  boolean atEnd() {
    return peek().kind() == TokenKind.END;
  }

  /** True if the next token can still belong to the expression before it. */
  boolean continuesExpression() {
    return openBrackets > 0 || !peek().startsLine();
  }

  /** Takes the next token if it is {@code spelling}. */
  boolean accept(String spelling) {
    if (at(spelling)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(String spelling) throws KestrelSyntaxException {
    if (!at(spelling)) {
      throw error(peek(), "expected '" + spelling + "' but found " + peek().describe());
    }
    return next();
  }

  Token expectName(String what) throws KestrelSyntaxException {
    if (peek().kind() != TokenKind.NAME) {
      throw error(peek(), "expected " + what + " but found " + peek().describe());
    }
    return next();
  }

  /** A statement ends at {@code ;}, at a line end, and before <code>}</code> or the end of file. */
  void endStatement() throws KestrelSyntaxException {
    if (!accept(";") && !at("}") && !atEnd() && !peek().startsLine()) {
      throw error(peek(), "expected end of statement but found " + peek().describe());
    }
  }

  void openBracket() {
    openBrackets++;
  }

  void closeBracket(String spelling) throws KestrelSyntaxException {
    expect(spelling);
    openBrackets--;
  }

  /** Starts a nested block of statements; returns what {@link #leaveBlock} needs. */
  int enterBlock() {
    int saved = openBrackets;
    openBrackets = 0;
    return saved;
  }

  void leaveBlock(int saved) {
    openBrackets = saved;
  }

  KestrelSyntaxException error(Token token, String message) {
    return new KestrelSyntaxException(file, token.line(), token.column(), message);
  }
}
