package dev.metajit.demo.kestrel;

/** What a token is. */
enum TokenKind {
  NAME,
  INT,
  FLOAT,
  STRING,
  KEYWORD,
  SYMBOL,
  END
}
