package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import java.util.function.Predicate;

/** How ints are cut to what a field or element holds. */
final class Storages {
  private Storages() {}

  /**
   * True if the predicate holds of this canonical storage or of one that is accessed in the same
   * way.
   */
  static boolean any(Storage storage, Predicate<Storage> predicate) {
    return predicate.test(storage) || (storage == Storage.BYTE && predicate.test(Storage.BOOLEAN));
  }

  /**
   * The operation that cuts an int to this storage; its second operand, if any, is {@link #mask}.
   * Null for none.
   */
  static Op narrowing(Storage storage) {
    return switch (storage) {
      case BYTE -> Op.INT_TO_BYTE;
      case CHAR -> Op.INT_TO_CHAR;
      case SHORT -> Op.INT_TO_SHORT;
      case BOOLEAN -> Op.INT_AND;
      default -> null;
    };
  }

  /** The mask of a boolean. */
  static Constant mask() {
    return Constant.ofInt(1);
  }
}
