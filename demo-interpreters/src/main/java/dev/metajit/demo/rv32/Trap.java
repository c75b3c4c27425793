package dev.metajit.demo.rv32;

/**
 * A synchronous trap, raised by the instruction that runs. Carries no stack trace: it is guest
 * control flow.
 */
final class Trap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Causes with the numbers of the privileged architecture. */
  enum Cause {
    FETCH_MISALIGNED(0, "misaligned instruction address"),
    FETCH_FAULT(1, "instruction outside the memory"),
    ILLEGAL_INSTRUCTION(2, "illegal instruction"),
    BREAKPOINT(3, "breakpoint"),
    LOAD_MISALIGNED(4, "misaligned load"),
    LOAD_FAULT(5, "load outside the memory"),
    STORE_MISALIGNED(6, "misaligned store"),
    STORE_FAULT(7, "store outside the memory");

    final int number;
    final String text;

    Cause(int number, String text) {
      this.number = number;
      this.text = text;
    }
  }

  final Cause cause;

  /** The address or the instruction that is to blame. */
  final int value;

  Trap(Cause cause, int value) {
    super(cause.text, null, false, false);
    this.cause = cause;
    this.value = value;
  }
}
