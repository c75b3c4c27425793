package dev.metajit.trace;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a trace is well-formed: what the {@link Op} table says of operands, results and
 * descriptors; every variable defined once and before its uses; exits on guards and the final
 * operation, and only there; guards on overflow and exceptions right behind what they ask about.
 */
public final class TraceVerifier {
  private final Map<TargetToken, List<Variable>> targets;
  private final Set<Variable> defined = new HashSet<>();
  private final Set<Integer> indexes = new HashSet<>();

  private TraceVerifier(Map<TargetToken, List<Variable>> targets) {
    this.targets = targets;
  }

  /**
   * Checks one trace; jumps are checked against its own inputs.
   *
   * @throws IllegalArgumentException with the operation, and what is wrong with it
   */
  public static void verify(Trace trace) {
    verify(List.of(trace));
  }

  /**
   * Checks traces that belong together; jumps between them are checked.
   *
   * @throws IllegalArgumentException with the operation, and what is wrong with it
   */
  public static void verify(Collection<Trace> traces) {
    Map<TargetToken, List<Variable>> targets = new HashMap<>();
    for (Trace trace : traces) {
      if (trace.token() != null && targets.put(trace.token(), trace.inputs()) != null) {
        throw new IllegalArgumentException("two traces with the token " + trace.token());
      }
    }
    traces.forEach(trace -> new TraceVerifier(targets).check(trace));
  }

  private void check(Trace trace) {
    for (Variable input : trace.inputs()) {
      define(input, "inputs " + trace.inputs());
    }
    List<Operation> operations = trace.operations();
    require(!operations.isEmpty(), "a trace", "has no operations");
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      Operation before = i == 0 ? null : operations.get(i - 1);
      boolean isLast = i == operations.size() - 1;
      check(operation);
      checkOrder(operation, before);
      require(operation.op().isFinal() == isLast, operation, "final operation is not the last");
    }
  }

  private void check(Operation operation) {
    checkArguments(operation);
    checkDescr(operation);
    checkExit(operation);
    Kind kind = operation.result() == null ? Kind.VOID : operation.result().kind();
    require(kind == operation.op().result(), operation, "result is of kind " + kind);
    if (operation.result() != null) {
      define(operation.result(), operation);
    }
  }

  private void checkArguments(Operation operation) {
    operation.arguments().forEach(argument -> checkUse(argument, operation));
    Op op = operation.op();
    if (!op.isVariadic()) {
      checkKinds(op.operands(), operation);
    }
    if (op == Op.GUARD_VALUE) {
      require(operation.argument(1).isConstant(), operation, "second argument is not a constant");
      boolean same = operation.argument(0).kind() == operation.argument(1).kind();
      require(same, operation, "arguments differ in kind");
    }
    if (op == Op.FINISH) {
      require(operation.arguments().size() <= 1, operation, "more than one argument");
    }
  }

  private static void checkKinds(List<Kind> kinds, Operation operation) {
    List<Value> arguments = operation.arguments();
    require(arguments.size() == kinds.size(), operation, "needs " + kinds.size() + " arguments");
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      boolean fits = kind == Kind.VOID || kind == arguments.get(i).kind();
      require(fits, operation, "argument " + i + " is not of kind " + kind);
    }
  }

  private void checkDescr(Operation operation) {
    Op op = operation.op();
    Descr descr = operation.descr();
    require(op.is(Op.Flag.DESCR) == (descr != null), operation, "descriptor is " + descr);
    if (op.isCall()) {
      checkCall(operation);
    } else if (op.isLoad() || op.isStore()) {
      checkMemory(operation);
    } else if (descr != null) {
      require(descrClass(op).isInstance(descr), operation, "descriptor is of another type");
    }
    if (op == Op.JUMP && targets.containsKey(operation.target())) {
      checkKinds(targets.get(operation.target()).stream().map(Variable::kind).toList(), operation);
    }
  }

  private static Class<? extends Descr> descrClass(Op op) {
    return switch (op) {
      case JUMP -> TargetToken.class;
      case GUARD_NOT_INVALIDATED -> InvalidationToken.class;
      case DEBUG_MERGE_POINT -> LocationDescr.class;
      case NEW_ARRAY, GETBYTES_INT, GETBYTES_LONG, SETBYTES_INT, SETBYTES_LONG -> ArrayDescr.class;
      default -> ClassDescr.class;
    };
  }

  private static void checkCall(Operation operation) {
    require(operation.descr() instanceof CallDescr, operation, "descriptor is not a callee");
    checkKinds(operation.call().parameters(), operation);
    Kind result = operation.call().result();
    require(result == operation.op().result(), operation, "the callee's result is " + result);
  }

  private static void checkMemory(Operation operation) {
    boolean isArray = operation.op().text().contains("array");
    Class<? extends Descr> expected = isArray ? ArrayDescr.class : FieldDescr.class;
    require(expected.isInstance(operation.descr()), operation, "descriptor is of another type");
    Kind kind = isArray ? operation.array().kind() : operation.field().kind();
    Op op = operation.op();
    Kind moved = op.isLoad() ? op.result() : op.operands().get(op.operands().size() - 1);
    require(kind == moved, operation, "descriptor is of kind " + kind);
  }

  private void checkExit(Operation operation) {
    Exit exit = operation.exit();
    boolean leaves = operation.op().isGuard() || operation.op().isFinal();
    require(leaves == (exit != null), operation, leaves ? "no exit" : "has an exit");
    if (exit == null) {
      return;
    }
    require(exit.type() == exitType(operation.op()), operation, "exit is a " + exit.type());
    exit.failArguments().forEach(value -> checkUse(value, operation));
    for (Snapshot frame = exit.snapshot(); frame != null; frame = frame.caller()) {
      frame.values().forEach(value -> checkUse(value, operation));
    }
    if (operation.op().isFinal()) {
      boolean same = exit.failArguments().equals(operation.arguments());
      require(same, operation, "fail arguments are not the arguments");
      require(exit.target() == operation.descr(), operation, "exit has another target");
    }
  }

  private static Exit.Type exitType(Op op) {
    return switch (op) {
      case JUMP -> Exit.Type.JUMP;
      case FINISH -> Exit.Type.RETURN;
      case FINISH_THROW -> Exit.Type.THROW;
      default -> Exit.Type.GUARD;
    };
  }

  private static void checkOrder(Operation operation, Operation before) {
    boolean asksOverflow = asksOverflow(operation.op());
    boolean overflows = before != null && before.op().isOverflow();
    require(!asksOverflow || overflows, operation, "no overflow operation right before");
    require(asksOverflow || !overflows, before, "no guard on overflow right behind");
    boolean asksException = asksException(operation.op());
    boolean calls = before != null && before.op().isCall();
    require(!asksException || calls, operation, "no call right before");
    boolean raises = calls && before.call().effect().canRaise();
    require(asksException || !raises, before, "no guard on the exception right behind");
  }

  private static boolean asksOverflow(Op op) {
    return op == Op.GUARD_NO_OVERFLOW || op == Op.GUARD_OVERFLOW;
  }

  private static boolean asksException(Op op) {
    return op == Op.GUARD_NO_EXCEPTION || op == Op.GUARD_EXCEPTION;
  }

  private void checkUse(Value value, Operation operation) {
    boolean known = value.isConstant() || defined.contains(value);
    require(known, operation, value + " is not defined");
  }

  private void define(Variable variable, Object where) {
    boolean isNew = defined.add(variable) && indexes.add(variable.index());
    require(isNew, where, variable + " is defined twice");
  }

  private static void require(boolean condition, Object where, String message) {
    if (!condition) {
      throw new IllegalArgumentException(where + ": " + message);
    }
  }
}
