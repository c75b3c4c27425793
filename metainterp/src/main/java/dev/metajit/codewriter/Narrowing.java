package dev.metajit.codewriter;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;

/** Cuts an int to the size of a boolean, byte, char or short, unless it is known to fit. */
final class Narrowing {
  private Narrowing() {}

  /**
   * What an int of this type fits, by the first character of the descriptor; {@code null} for any
   * other type.
   */
  static Storage of(char descriptor) {
    return switch (descriptor) {
      case 'Z' -> Storage.BOOLEAN;
      case 'B' -> Storage.BYTE;
      case 'C' -> Storage.CHAR;
      case 'S' -> Storage.SHORT;
      default -> null;
    };
  }

  /** Cuts the topmost entry to the size of a type. */
  static void apply(char descriptor, Code code, OperandStack stack) {
    apply(of(descriptor), code, stack);
  }

  /**
   * Cuts the topmost entry to the size of a field or element; {@code null} for any that needs no
   * cut.
   */
  static void apply(Storage wanted, Code code, OperandStack stack) {
    StackEntry value = stack.peek(0);
    if (wanted == null
        || wanted.kind() != Kind.INT
        || wanted == Storage.INT
        || fits(value, wanted, code)) {
      return;
    }
    stack.pop();
    int destination = stack.pushResult(Kind.INT, wanted);
    int right = wanted == Storage.BOOLEAN ? code.constant(1) : value.operand();
    code.primitive(op(wanted), destination, value.operand(), right);
  }

  private static boolean fits(StackEntry value, Storage wanted, Code code) {
    if (value.operand() >= Instruction.CONSTANTS) {
      int constant = code.constantAt(value.operand()).asInt();
      return wanted.narrow(constant) == constant;
    }
    Storage known = value.narrow();
    return known == wanted
        || (known == Storage.BOOLEAN)
        || (known == Storage.BYTE && wanted == Storage.SHORT);
  }

  private static Op op(Storage wanted) {
    return switch (wanted) {
      case BOOLEAN -> Op.INT_AND;
      case BYTE -> Op.INT_TO_BYTE;
      case CHAR -> Op.INT_TO_CHAR;
      default -> Op.INT_TO_SHORT;
    };
  }
}
