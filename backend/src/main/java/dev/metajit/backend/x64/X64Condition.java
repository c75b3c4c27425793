package dev.metajit.backend.x64;

/** The conditions of jumps and {@code setcc}; the position is the number in encodings. */
enum X64Condition {
  OVERFLOW("o"),
  NO_OVERFLOW("no"),
  BELOW("b"),
  ABOVE_EQUAL("ae"),
  EQUAL("e"),
  NOT_EQUAL("ne"),
  BELOW_EQUAL("be"),
  ABOVE("a"),
  SIGN("s"),
  NO_SIGN("ns"),
  PARITY("p"),
  NO_PARITY("np"),
  LESS("l"),
  GREATER_EQUAL("ge"),
  LESS_EQUAL("le"),
  GREATER("g");

  final String suffix;

  X64Condition(String suffix) {
    this.suffix = suffix;
  }

  /** The condition that holds where this one does not. */
  X64Condition inverse() {
    return values()[ordinal() ^ 1];
  }

  /** The condition on the flags of a comparison with its operands exchanged. */
  X64Condition swapped() {
    return switch (this) {
      case BELOW -> ABOVE;
      case ABOVE -> BELOW;
      case BELOW_EQUAL -> ABOVE_EQUAL;
      case ABOVE_EQUAL -> BELOW_EQUAL;
      case LESS -> GREATER;
      case GREATER -> LESS;
      case LESS_EQUAL -> GREATER_EQUAL;
      case GREATER_EQUAL -> LESS_EQUAL;
      default -> this;
    };
  }
}
