package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Snapshot;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps exceptions from being made that nobody would look at. To find out whether a text is a
 * number, interpreters have the JDK read it and catch what it throws; to make that takes a
 * microsecond or more. Here it is asked first ({@link NumberTexts}). Where the answer is another
 * than when the trace was recorded, execution goes back to the state of an earlier guard, or to
 * where the bridge starts, and from there to the call: so there has to be such a state.
 */
final class UnseenExceptions {
  private final Walk walk;
  private final Trace recorded;

  /** What is used in the trace, or left to the interpreter; found when it is first needed. */
  private Set<Value> used;

  /** The guard behind the last call that is not made. */
  private Operation replaced;

  UnseenExceptions(Walk walk, Trace recorded) {
    this.walk = walk;
    this.recorded = recorded;
  }

  /**
   * True if the operation is not needed any more: a call that would throw, or the guard behind it.
   * Where it is needed, but may throw the next time, it is asked before.
   *
   * @param operation what was recorded
   * @param next what was recorded after it; or null
   */
  boolean isReplaced(Operation operation, Operation next) {
    if (operation == replaced) {
      return true;
    }
    CallDescr question = operation.op().isCall() ? NumberTexts.question(operation.call()) : null;
    if (question == null || next == null || !walk.settings().has("rewrite")) {
      return false;
    }
    int last = operation.arguments().size() - 1;
    if (isAskedInstead(question, walk.value(operation.argument(last)), next)) {
      replaced = next;
      return true;
    }
    return false;
  }

  private boolean isAskedInstead(CallDescr question, Value text, Operation next) {
    boolean throwsUnseen =
        next.op() == Op.GUARD_EXCEPTION
            && next.classDescr().type() == NumberFormatException.class
            && !isUsed(next.result());
    boolean returns = next.op() == Op.GUARD_NO_EXCEPTION && walk.facts().virtual(text) == null;
    if (!isString(text) || !(throwsUnseen || returns)) {
      return false;
    }
    Value answer = walk.compute(Op.CALL_PURE_INT, question, text);
    if (answer instanceof Constant constant) {
      return throwsUnseen && constant.asInt() == 0;
    }
    if (!walk.mayGoBack()) {
      return false;
    }
    walk.guard(throwsUnseen ? Op.GUARD_FALSE : Op.GUARD_TRUE, null, null, answer);
    return throwsUnseen;
  }

  private boolean isString(Value text) {
    return text.kind() == Kind.REF
        && (text instanceof Constant constant
            ? constant.ref() instanceof String
            : walk.facts().ref(text).exactClass() == String.class);
  }

  private boolean isUsed(Variable exception) {
    if (used == null) {
      used = new HashSet<>();
      recorded.operations().forEach(this::addUsed);
    }
    return used.contains(exception);
  }

  private void addUsed(Operation operation) {
    used.addAll(operation.arguments());
    Exit exit = operation.exit();
    if (exit == null) {
      return;
    }
    used.addAll(exit.failArguments());
    for (Snapshot frame = exit.snapshot(); frame != null; frame = frame.caller()) {
      used.addAll(frame.values());
    }
  }
}
