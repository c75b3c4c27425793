package dev.metajit.demo.kestrel;

/**
 * One token of the source.
 *
 * @param kind what it is
 * @param text its spelling; of a string literal, the contents
 * @param value the value of a number literal, else null
 * @param line its line, from 1
 * @param column its column, from 1
 * @param startsLine true if it is the first token of its line
 */
record Token(TokenKind kind, String text, Object value, int line, int column, boolean startsLine) {

  /** True for the given keyword or symbol. */
  boolean is(String spelling) {
    return (kind == TokenKind.KEYWORD || kind == TokenKind.SYMBOL) && text.equals(spelling);
  }

  /** The token as an error message shows it. */
  String describe() {
    return switch (kind) {
      case END -> "end of file";
      case STRING -> "string \"" + text + "\"";
      default -> "'" + text + "'";
    };
  }
}
