package dev.metajit.demo.kestrel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts the source into tokens. Comments start with {@code #} and end with the line. */
final class Lexer {
  private static final Set<String> KEYWORDS =
      Set.of(
          "let",
          "fn",
          "class",
          "if",
          "else",
          "while",
          "for",
          "in",
          "break",
          "continue",
          "return",
          "throw",
          "try",
          "catch",
          "finally",
          "true",
          "false",
          "nil",
          "and",
          "or",
          "not",
          "super");

  /** Longer symbols first, so that the first match is the longest. */
  private static final List<String> SYMBOLS =
      List.of(
          "//=", "**=", "<<=", ">>=", "==", "!=", "<=", ">=", "=>", "+=", "-=", "*=", "/=", "%=",
          "&=", "|=", "^=", "**", "//", "<<", ">>", "+", "-", "*", "/", "%", "&", "|", "^", "~",
          "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ".", ":", ";", "?");

  private final String file;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int line = 1;
  private int lineStart;
  private boolean startsLine = true;

  private Lexer(String file, String source) {
    this.file = file;
    this.source = source;
  }

  /** The tokens of {@code source}; the last one is {@link TokenKind#END}. */
  static List<Token> tokens(String file, String source) throws KestrelSyntaxException {
    Lexer lexer = new Lexer(file, source);
    while (lexer.skipBlanks()) {
      lexer.token();
    }
    lexer.add(TokenKind.END, "", null, lexer.position);
    return lexer.tokens;
  }

  /** Skips white space and comments; false at the end of the source. */
  private boolean skipBlanks() {
    while (position < source.length()) {
      char c = source.charAt(position);
      if (c == '#') {
        skipComment();
      } else if (c == '\n') {
        position++;
        startNewLine();
      } else if (Character.isWhitespace(c)) {
        position++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipComment() {
    while (position < source.length() && source.charAt(position) != '\n') {
      position++;
    }
  }

  private void startNewLine() {
    line++;
    lineStart = position;
    startsLine = true;
  }

  private void token() throws KestrelSyntaxException {
    char c = source.charAt(position);
    if (Character.isJavaIdentifierStart(c) && c != '$') {
      word();
    } else if (isDigit(c)) {
      number();
    } else if (c == '"' || c == '\'') {
      string(c);
    } else {
      symbol();
    }
  }

  private void word() {
    int start = position;
    while (position < source.length() && Character.isJavaIdentifierPart(source.charAt(position))) {
      position++;
    }
    String text = source.substring(start, position);
    add(KEYWORDS.contains(text) ? TokenKind.KEYWORD : TokenKind.NAME, text, null, start);
  }

  private void number() throws KestrelSyntaxException {
    int start = position;
    if (source.startsWith("0x", position) || source.startsWith("0X", position)) {
      hexadecimal(start);
      return;
    }
    digits();
    boolean isFloat = fraction() | exponent();
    String text = source.substring(start, position).replace("_", "");
    if (position < source.length() && Character.isJavaIdentifierPart(source.charAt(position))) {
      throw error(position, "letter in a number");
    }
    if (isFloat) {
      add(TokenKind.FLOAT, text, Double.valueOf(text), start);
    } else {
      add(TokenKind.INT, text, Arithmetic.normalize(new BigInteger(text)), start);
    }
  }

  private void hexadecimal(int start) throws KestrelSyntaxException {
    position += 2;
    while (position < source.length() && Character.digit(source.charAt(position), 16) >= 0) {
      position++;
    }
    if (position == start + 2) {
      throw error(start, "hexadecimal number without digits");
    }
    String text = source.substring(start, position);
    Object value = Arithmetic.normalize(new BigInteger(text.substring(2), 16));
    add(TokenKind.INT, text, value, start);
  }

  private void digits() {
    while (position < source.length()
        && (isDigit(source.charAt(position)) || source.charAt(position) == '_')) {
      position++;
    }
  }

  private boolean fraction() {
    if (peek(0) != '.' || !isDigit(peek(1))) {
      return false;
    }
    position++;
    digits();
    return true;
  }

  private boolean exponent() {
    if (peek(0) != 'e' && peek(0) != 'E') {
      return false;
    }
    int sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
    if (!isDigit(peek(1 + sign))) {
      return false;
    }
    position += 1 + sign;
    digits();
    return true;
  }

  private void string(char quote) throws KestrelSyntaxException {
    int start = position++;
    StringBuilder text = new StringBuilder();
    while (peek(0) != quote) {
      if (position >= source.length() || peek(0) == '\n') {
        throw error(start, "string without end");
      }
      text.append(peek(0) == '\\' ? escape() : source.charAt(position++));
    }
    position++;
    add(TokenKind.STRING, text.toString(), null, start);
  }

  private char escape() throws KestrelSyntaxException {
    int start = position;
    char c = peek(1);
    position += 2;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '0' -> '\0';
      case '\\', '"', '\'' -> c;
      case 'u' -> unicodeEscape(start);
      default -> throw error(start, "unknown escape in a string");
    };
  }

  private char unicodeEscape(int start) throws KestrelSyntaxException {
    int end = Math.min(position + 4, source.length());
    String digits = source.substring(position, end);
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw error(start, "\\u needs four hexadecimal digits");
    }
    position = end;
    return (char) Integer.parseInt(digits, 16);
  }

  private void symbol() throws KestrelSyntaxException {
    for (String symbol : SYMBOLS) {
      if (source.startsWith(symbol, position)) {
        int start = position;
        position += symbol.length();
        add(TokenKind.SYMBOL, symbol, null, start);
        return;
      }
    }
    throw error(position, "unexpected character '" + source.charAt(position) + "'");
  }

  private void add(TokenKind kind, String text, Object value, int start) {
    tokens.add(new Token(kind, text, value, line, start - lineStart + 1, startsLine));
    startsLine = false;
  }

  /** The character {@code distance} after the position; 0 past the end. */
  private char peek(int distance) {
    int index = position + distance;
    return index < source.length() ? source.charAt(index) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private KestrelSyntaxException error(int at, String message) {
    return new KestrelSyntaxException(file, line, at - lineStart + 1, message);
  }
}
