package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
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

  UnseenExceptions(Walk walk, Trace recorded) {
    this.walk = walk;
    this.recorded = recorded;
  }

  /**
   * Asks before the call whether it would throw, if that pays.
   *
   * @param call what was recorded
   * @param next what was recorded after it
   * @return true if neither of the two is needed any more
   */
  boolean replace(Operation call, Operation next) {
    CallDescr question = call.op().isCall() ? NumberTexts.question(call.call()) : null;
    if (question == null || !walk.settings().has("rewrite")) {
      return false;
    }
    Value text = walk.value(call.arguments().get(call.arguments().size() - 1));
    boolean throwsUnseen =
        next.op() == Op.GUARD_EXCEPTION
            && ((ClassDescr) next.descr()).type() == NumberFormatException.class
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
