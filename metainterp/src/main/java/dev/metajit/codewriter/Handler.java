package dev.metajit.codewriter;

/**
 * One row of an exception table.
 *
 * @param start position of the first instruction that it covers
 * @param end position after the last instruction that it covers
 * @param target position to go on at
 * @param exceptionRegister register that the throwable goes to
 * @param type what it catches, or {@code null} for everything
 */
public record Handler(int start, int end, int target, int exceptionRegister, ClassRef type) {
  /** True if the instruction at this position is covered. */
  public boolean covers(int pc) {
    return start <= pc && pc < end;
  }

  /** True if it catches the throwable; loads the type. */
  public boolean catches(Throwable thrown) {
    return type == null || type.resolve().isInstance(thrown);
  }
}
