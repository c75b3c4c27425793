package dev.metajit.demo.kestrel;

/** The binary operators that evaluate both operands, with how tightly they bind. */
enum BinaryOperator {
  EQ("==", 1, Opcode.EQ),
  NE("!=", 1, Opcode.NE),
  LT("<", 1, Opcode.LT),
  LE("<=", 1, Opcode.LE),
  GT(">", 1, Opcode.GT),
  GE(">=", 1, Opcode.GE),
  IN("in", 1, Opcode.CONTAINS),
  OR("|", 2, Opcode.BIT_OR),
  XOR("^", 3, Opcode.BIT_XOR),
  AND("&", 4, Opcode.BIT_AND),
  SHL("<<", 5, Opcode.SHL),
  SHR(">>", 5, Opcode.SHR),
  ADD("+", 6, Opcode.ADD),
  SUB("-", 6, Opcode.SUB),
  MUL("*", 7, Opcode.MUL),
  DIV("/", 7, Opcode.DIV),
  FLOOR_DIV("//", 7, Opcode.FLOOR_DIV),
  MOD("%", 7, Opcode.MOD),
  POW("**", 8, Opcode.POW);

  /** The precedence that binds most loosely. */
  static final int LOOSEST = 1;

  final String symbol;
  final int precedence;
  final int opcode;

  BinaryOperator(String symbol, int precedence, int opcode) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.opcode = opcode;
  }

  /** The operator that the token spells, or null. */
  static BinaryOperator of(Token token) {
    for (BinaryOperator operator : values()) {
      if (token.is(operator.symbol)) {
        return operator;
      }
    }
    return null;
  }

  /** The operator of a compound assignment such as {@code +=}, or null. */
  static BinaryOperator ofAssignment(Token token) {
    for (BinaryOperator operator : values()) {
      if (operator.precedence > LOOSEST && token.is(operator.symbol + "=")) {
        return operator;
      }
    }
    return null;
  }
}
