package dev.metajit.trace;

/**
 * The kind of a value in a trace. boolean, byte, char and short are {@link #INT}, as on the JVM's
 * operand stack.
 */
public enum Kind {
  INT('i'),
  LONG('l'),
  FLOAT('f'),
  DOUBLE('d'),
  REF('r'),
  VOID('v');

  private final char letter;

  Kind(char letter) {
    this.letter = letter;
  }

  /** The letter that a variable of this kind starts with in the text form. */
  public char letter() {
    return letter;
  }

  /** True for int, long, float and double. */
  public boolean isPrimitive() {
    return this != REF && this != VOID;
  }

  /** The Java type that holds any value of this kind: {@code Object} for a reference. */
  public Class<?> type() {
    return switch (this) {
      case INT -> int.class;
      case LONG -> long.class;
      case FLOAT -> float.class;
      case DOUBLE -> double.class;
      case REF -> Object.class;
      case VOID -> void.class;
    };
  }

  /** The kind with this letter; {@code IllegalArgumentException} if there is none. */
  public static Kind ofLetter(char letter) {
    for (Kind kind : values()) {
      if (kind.letter == letter) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind has the letter '" + letter + "'");
  }

  /**
   * The kind of a JVM field descriptor or of a method descriptor's return type, by its first
   * character.
   */
  public static Kind ofDescriptor(char first) {
    return switch (first) {
      case 'Z', 'B', 'C', 'S', 'I' -> INT;
      case 'J' -> LONG;
      case 'F' -> FLOAT;
      case 'D' -> DOUBLE;
      case 'L', '[' -> REF;
      case 'V' -> VOID;
      default -> throw new IllegalArgumentException("not a JVM type: " + first);
    };
  }

  /** The kind of a value of this Java type. */
  public static Kind of(Class<?> type) {
    return ofDescriptor(type.descriptorString().charAt(0));
  }
}
