package dev.metajit.trace;

import java.util.List;

/**
 * One operation of a trace. Immutable; its result, if it has one, is a variable that no other
 * operation assigns.
 *
 * <p>Guards and finals have an {@link Exit}; nothing else has.
 */
public final class Operation {
  private final Op op;
  private final Variable result;
  private final List<Value> arguments;
  private final Descr descr;
  private final Exit exit;

  /**
   * @param result null if {@code op} has no result
   * @param descr null if {@code op} has none
   * @param exit null unless {@code op} is a guard or final
   */
  public Operation(
      Op op, Variable result, List<? extends Value> arguments, Descr descr, Exit exit) {
    this.op = op;
    this.result = result;
    this.arguments = List.copyOf(arguments);
    this.descr = descr;
    this.exit = exit;
  }

  public Op op() {
    return op;
  }

  /** The variable that holds the result, or null. */
  public Variable result() {
    return result;
  }

  public List<Value> arguments() {
    return arguments;
  }

  public Value argument(int index) {
    return arguments.get(index);
  }

  /** What it says beyond its operands, or null. */
  public Descr descr() {
    return descr;
  }

  public FieldDescr field() {
    return (FieldDescr) descr;
  }

  public ArrayDescr array() {
    return (ArrayDescr) descr;
  }

  public CallDescr call() {
    return (CallDescr) descr;
  }

  public ClassDescr classDescr() {
    return (ClassDescr) descr;
  }

  public TargetToken target() {
    return (TargetToken) descr;
  }

  /** Where a guard leaves the trace, or what a final operation does; null for others. */
  public Exit exit() {
    return exit;
  }

  @Override
  public String toString() {
    return TraceText.print(this);
  }
}
