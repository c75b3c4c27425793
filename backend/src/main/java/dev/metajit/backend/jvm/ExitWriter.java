package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.PUTFIELD;

import dev.metajit.trace.Exit;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the ways out of one trace: into another trace of the same method, into another method of
 * the class, or out of both.
 */
final class ExitWriter {
  private final MethodContext context;
  private final MethodVisitor code;
  private final ValueWriter values;
  private final VerifierFrames frames;
  private final MethodForm form;
  private final List<Runnable> outOfLine;

  /** Where the code is that leaves with these values. */
  private final Map<List<Value>, Label> leaving = new HashMap<>();

  /**
   * @param outOfLine takes what is to be written at the end of the method
   */
  ExitWriter(
      MethodContext context, ValueWriter values, VerifierFrames frames, List<Runnable> outOfLine) {
    this.frames = frames;
    this.outOfLine = outOfLine;
    this.context = context;
    this.code = context.code();
    this.values = values;
    this.form = context.form();
  }

  /** Leaves; with {@code thrown}, the throwable stands in its local. */
  void write(Exit exit, boolean thrown) {
    Trace next = context.next(exit);
    Trace nextInPart = context.nextInPart(exit);
    if (next != null) {
      if (exit.type() == Exit.Type.JUMP && context.isStarted(next)) {
        countTurn(exit);
      }
      enter(next, exit.failArguments(), thrown);
    } else if (nextInPart != null) {
      goOnInPart(nextInPart, exit.failArguments(), thrown);
    } else if (!form.leaveDirectly(code, values, exit)) {
      form.choose(context, exit, false);
      leave(exit.failArguments(), thrown);
    }
  }

  /** The loop goes on outside when it has had its turns here. */
  private void countTurn(Exit exit) {
    Label enough = new Label();
    if (form.countTurn(code, enough)) {
      outOfLine.add(
          () -> {
            code.visitLabel(enough);
            frames.write(exit.failArguments());
            form.choose(context, exit, false);
            leave(exit.failArguments(), false);
          });
    }
  }

  /** Leaves the method after an overflow that cost an exception. */
  void writeOverflow(Exit exit) {
    form.choose(context, exit, true);
    leave(exit.failArguments(), false);
  }

  /** Leaves through the exit that has been chosen; those with the same values share this code. */
  private void leave(List<Value> all, boolean thrown) {
    Label known = thrown ? null : leaving.get(all);
    if (known != null) {
      code.visitJumpInsn(GOTO, known);
      return;
    }
    if (!thrown) {
      Label start = new Label();
      code.visitLabel(start);
      frames.atChosenExit(all);
      leaving.put(all, start);
    }
    if (thrown || !form.leaveWith(context, values, all)) {
      storeValues(all, thrown);
      form.leave(context);
    }
  }

  private void storeValues(List<Value> all, boolean thrown) {
    form.makeFrame(context);
    for (int first = 0; first < all.size(); first += LeaveMethods.MOST) {
      List<Value> some = all.subList(first, Math.min(all.size(), first + LeaveMethods.MOST));
      code.visitVarInsn(ALOAD, form.frame());
      Instructions.pushInt(code, first);
      some.forEach(values::push);
      context.leaveMethods().call(code, Parameters.kinds(some));
    }
    if (thrown) {
      code.visitVarInsn(ALOAD, form.frame());
      code.visitVarInsn(ALOAD, form.thrown());
      code.visitTypeInsn(CHECKCAST, "java/lang/Throwable");
      code.visitFieldInsn(PUTFIELD, LeaveMethods.FRAME, "exception", "Ljava/lang/Throwable;");
    }
  }

  /** Moves the values to the inputs of the next trace, all at once, by way of the stack. */
  private void enter(Trace next, List<Value> all, boolean thrown) {
    LocalAllocation locals = context.locals(next);
    Deque<Variable> moved = new ArrayDeque<>();
    for (int i = 0; i < next.inputs().size(); i++) {
      Variable input = next.inputs().get(i);
      if (locals.isUsed(input) && !(i < all.size() && stays(all.get(i), input, next))) {
        pushInput(i < all.size() ? all.get(i) : null, thrown);
        moved.push(input);
      }
    }
    for (Variable input : moved) {
      Instructions.store(code, input.kind(), locals.local(input));
    }
    code.visitJumpInsn(GOTO, context.start(next));
  }

  private void goOnInPart(Trace next, List<Value> all, boolean thrown) {
    int inputs = next.inputs().size();
    int arguments = Math.min(inputs, MethodForm.MOST_ARGUMENTS);
    for (int first = arguments; first < inputs; first += LeaveMethods.MOST) {
      int end = Math.min(inputs, first + LeaveMethods.MOST);
      code.visitVarInsn(ALOAD, form.frame());
      Instructions.pushInt(code, first);
      pushInputs(all, first, end, thrown);
      context.leaveMethods().call(code, Parameters.kinds(next.inputs().subList(first, end)));
    }
    form.beforePart(code);
    pushInputs(all, 0, arguments, thrown);
    form.goOnIn(context, context.part(next));
  }

  private void pushInputs(List<Value> all, int first, int end, boolean thrown) {
    for (int i = first; i < end; i++) {
      pushInput(i < all.size() ? all.get(i) : null, thrown);
    }
  }

  private boolean stays(Value value, Variable input, Trace next) {
    return value instanceof Variable variable
        && values.local(variable) == context.locals(next).local(input);
  }

  /** Pushes a value; null stands for the throwable that may be on its way. */
  private void pushInput(Value value, boolean thrown) {
    if (value != null) {
      values.push(value);
    } else if (thrown) {
      code.visitVarInsn(ALOAD, form.thrown());
    } else {
      Instructions.pushZero(code, Kind.REF);
    }
  }
}
