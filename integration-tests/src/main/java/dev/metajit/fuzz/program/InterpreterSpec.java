package dev.metajit.fuzz.program;

import java.util.List;

/**
 * A random interpreter.
 *
 * @param locals the registers that are local variables of the portal
 * @param setup what the portal does before the loop
 * @param arms what each instruction of the guest does; the first one ends the guest
 * @param result what the portal returns
 * @param caught internal names of the throwables that are caught around the dispatch
 * @param shape how the loop around the arms looks
 */
public record InterpreterSpec(
    List<Expression.Local> locals,
    List<Statement> setup,
    List<List<Statement>> arms,
    ValueType result,
    List<String> caught,
    Shape shape) {

  /** The same with other arms. */
  public InterpreterSpec with(List<List<Statement>> otherArms) {
    return new InterpreterSpec(locals, setup, otherArms, result, caught, shape);
  }

  /** The words of an instruction: the arm's number and three operands. */
  public static final int WORDS = 4;

  /**
   * How the loop looks.
   *
   * @param dispatch what finds the arm
   * @param announcesJumps calls {@code Jit.canEnterJit()} at backward jumps of the guest
   */
  public record Shape(Dispatch dispatch, boolean announcesJumps) {}

  /** What finds the arm. */
  public enum Dispatch {
    TABLE,
    LOOKUP,
    COMPARISONS
  }
}
