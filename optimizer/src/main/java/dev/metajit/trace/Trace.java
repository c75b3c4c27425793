package dev.metajit.trace;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A straight list of operations. Its inputs are in frame slots 0, 1, ... when it is entered. It
 * ends with {@link Op#JUMP}, {@link Op#FINISH} or {@link Op#FINISH_THROW}.
 *
 * <p>A loop trace has a {@link #token}: the jump to that token goes to its start. An entry trace or
 * a bridge has none.
 */
public final class Trace {
  private final TargetToken token;
  private final List<Variable> inputs = new ArrayList<>();
  private final List<Operation> operations = new ArrayList<>();
  private final List<Variable> readableInputs = Collections.unmodifiableList(inputs);
  private final List<Operation> readableOperations = Collections.unmodifiableList(operations);
  private final Map<Variable, Object> seen = new HashMap<>();
  private int variables;

  /** An empty trace; {@code token} is null for an entry trace or a bridge. */
  public Trace(TargetToken token) {
    this.token = token;
  }

  /** The token that jumps to the start of this trace name, or null. */
  public TargetToken token() {
    return token;
  }

  /** The variables that are set from the frame on entry. */
  public List<Variable> inputs() {
    return readableInputs;
  }

  public List<Operation> operations() {
    return readableOperations;
  }

  /** One more than the largest index of a variable made here. */
  public int variableCount() {
    return variables;
  }

  /** A variable that this trace has not used yet. */
  public Variable newVariable(Kind kind) {
    return new Variable(kind, variables++);
  }

  /** A new input, in the next frame slot. */
  public Variable addInput(Kind kind) {
    Variable input = newVariable(kind);
    inputs.add(input);
    return input;
  }

  /** Adds a variable made elsewhere as an input; keeps {@link #variableCount} above its index. */
  public void addInput(Variable input) {
    reserve(input);
    inputs.add(input);
  }

  public void add(Operation operation) {
    if (operation.result() != null) {
      reserve(operation.result());
    }
    operations.add(operation);
  }

  /** Records an operation without descriptor or exit. */
  public Variable add(Op op, Value... arguments) {
    return add(op, null, null, List.of(arguments));
  }

  /** Records an operation and returns its result, null if it has none. */
  public Variable add(Op op, Descr descr, Exit exit, List<? extends Value> arguments) {
    Variable result = op.result() == Kind.VOID ? null : newVariable(op.result());
    operations.add(new Operation(op, result, arguments, descr, exit));
    return result;
  }

  /**
   * Notes the value that the variable had while the trace was recorded. A hint for guards that the
   * optimizer may add, never relied on; worth it for references. The object is not kept alive: a
   * trace may wait for long to be compiled, and much of the guest program hangs on some objects.
   */
  public void setSeen(Variable variable, Constant value) {
    boolean isObject = value.kind() == Kind.REF && !value.isNull();
    seen.put(variable, isObject ? new WeakReference<>(value.ref()) : value);
  }

  /**
   * The value that the variable had while the trace was recorded, or null if it was not noted or is
   * gone.
   */
  public Constant seen(Variable variable) {
    Object noted = seen.get(variable);
    if (noted instanceof WeakReference<?> reference) {
      Object object = reference.get();
      return object == null ? null : Constant.ofRef(object);
    }
    return (Constant) noted;
  }

  /** The last operation; {@code IndexOutOfBoundsException} if there is none. */
  public Operation last() {
    return operations.get(operations.size() - 1);
  }

  private void reserve(Variable variable) {
    variables = Math.max(variables, variable.index() + 1);
  }

  @Override
  public String toString() {
    return TraceText.print(this);
  }
}
