package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GOTO;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the code of one trace: first its operations in a straight line, and at the end of the
 * method what happens where a guard fails or a callee throws.
 */
final class TraceGenerator {
  private final MethodContext context;
  private final MethodVisitor code;
  private final Trace trace;
  private final LocalAllocation locals;
  private final ValueWriter values;
  private final VerifierFrames frames;
  private final KnownTypes known;
  private final Conditions conditions;
  private final OverflowChecks overflowChecks;
  private final HeapWriter heap;
  private final GuardWriter guards;
  private final ExitWriter exits;
  private final List<Runnable> outOfLine = new ArrayList<>();

  /** Of the operation that is being written. */
  private int position;

  TraceGenerator(MethodContext context, Trace trace) {
    this.context = context;
    this.code = context.code();
    this.trace = trace;
    this.locals = context.locals(trace);
    this.known = new KnownTypes(trace);
    this.values = new ValueWriter(context, locals);
    this.frames = new VerifierFrames(context, locals);
    this.conditions = new Conditions(context, values, frames);
    this.overflowChecks = new OverflowChecks(context, values);
    this.heap = new HeapWriter(context, values, known);
    this.guards = new GuardWriter(context, values, known);
    this.exits = new ExitWriter(context, values, frames, outOfLine);
  }

  /** Writes the operations. */
  void writeOperations() {
    code.visitLabel(context.start(trace));
    frames.write(trace.inputs());
    context.started(trace);
    List<Operation> operations = trace.operations();
    position = 0;
    while (position < operations.size()) {
      Operation operation = operations.get(position);
      Operation following = position + 1 < operations.size() ? operations.get(position + 1) : null;
      if (writeWithGuard(operation, following)) {
        position += 2;
      } else {
        write(operation);
        position++;
      }
      if (operation.op() == Op.GUARD_ALWAYS_FAILS) {
        return;
      }
    }
  }

  /** Writes what the operations put off; to be called once, after {@link #writeOperations}. */
  void writeOutOfLine() {
    outOfLine.forEach(Runnable::run);
  }

  /** Writes the operation together with the guard behind it, if they make one piece of code. */
  private boolean writeWithGuard(Operation operation, Operation guard) {
    if (guard == null || !guard.op().isGuard()) {
      return false;
    }
    boolean isCondition = operation.op().is(Op.Flag.COMPARE) || operation.op() == Op.INSTANCE_OF;
    switch (guard.op()) {
      case GUARD_TRUE, GUARD_FALSE -> {
        if (!isCondition || !isOnlyFor(operation, guard)) {
          return false;
        }
        writeCondition(operation, guard);
      }
      case GUARD_NO_OVERFLOW -> noOverflow(operation, guard);
      case GUARD_OVERFLOW -> overflowChecks.write(operation, false, failing(guard.exit(), false));
      case GUARD_NO_EXCEPTION -> callOrLeave(operation, guard);
      case GUARD_EXCEPTION -> callAndCatch(operation, guard);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void noOverflow(Operation operation, Operation guard) {
    if (context.expectsOverflow(guard.exit())) {
      overflowChecks.write(operation, true, failing(guard.exit(), false));
      return;
    }
    Label handler = new Label();
    overflowChecks.writeExact(operation, handler);
    outOfLine.add(
        () -> {
          code.visitLabel(handler);
          List<Value> read = new ArrayList<>(operation.arguments());
          read.addAll(guard.exit().failArguments());
          frames.atHandler(read, operation.result(), OverflowChecks.EXCEPTION);
          overflowChecks.overflowed(operation);
          exits.writeOverflow(guard.exit());
        });
  }

  private boolean isOnlyFor(Operation condition, Operation guard) {
    return guard.argument(0) == condition.result() && locals.uses(condition.result()) == 1;
  }

  private void writeCondition(Operation condition, Operation guard) {
    boolean holdsIfTrue = guard.op() == Op.GUARD_TRUE;
    conditions.branch(condition, !holdsIfTrue, failing(guard.exit(), false));
    if (condition.op() == Op.INSTANCE_OF && holdsIfTrue) {
      known.isNonNull(condition.argument(0));
      known.isInstance(condition.argument(0), condition.classDescr().type());
    }
  }

  private void write(Operation operation) {
    Op op = operation.op();
    if (op.isFinal()) {
      exits.write(operation.exit(), false);
    } else if (op.isGuard()) {
      guards.write(operation, failing(operation.exit(), false));
    } else if (op.isCall()) {
      call(operation);
      storeResult(operation);
    } else if (op.isPure() && !locals.isUsed(operation.result())) {
      return;
    } else if (op.isOverflow() || op.isPrimitive()) {
      writePrimitive(operation);
    } else {
      writeOnReferences(operation);
    }
  }

  private void writePrimitive(Operation operation) {
    if (operation.op().isOverflow()) {
      Label end = new Label();
      overflowChecks.write(operation, true, end);
      code.visitLabel(end);
      frames.write(locals.across(position, true));
      return;
    }
    if (operation.op().is(Op.Flag.COMPARE)) {
      conditions.materialize(operation, this::across);
    } else {
      operation.arguments().forEach(values::push);
      if (!PrimitiveInstructions.write(code, operation.op())) {
        throw new IllegalArgumentException("no instruction known: " + operation);
      }
    }
    values.store(operation.result());
  }

  private List<Variable> across() {
    return locals.across(position, false);
  }

  private void writeOnReferences(Operation operation) {
    switch (operation.op()) {
      case REF_EQ, REF_NE, INSTANCE_OF -> {
        conditions.materialize(operation, this::across);
        values.store(operation.result());
      }
      case SAME_AS_REF -> {
        values.push(operation.argument(0));
        values.store(operation.result());
      }
      case GET_CLASS -> getClass(operation);
      case ARRAY_LENGTH -> heap.arrayLength(operation);
      case NEW -> heap.allocate(operation);
      case NEW_ARRAY -> heap.allocateArray(operation);
      case RECORD_EXACT_CLASS, DEBUG_MERGE_POINT -> {}
      default -> writeAccess(operation);
    }
  }

  private void writeAccess(Operation operation) {
    Op op = operation.op();
    boolean isField = op.text().contains("field");
    if (op.isLoad() && isField) {
      heap.getField(operation);
    } else if (op.isLoad()) {
      heap.getItem(operation);
    } else if (op.isStore() && isField) {
      heap.setField(operation);
    } else if (op.isStore()) {
      heap.setItem(operation);
    } else if (op.isOfBytes()) {
      heap.bytes(operation);
    } else {
      throw new IllegalArgumentException("no instructions known: " + operation);
    }
  }

  private void getClass(Operation operation) {
    values.push(operation.argument(0));
    Instructions.invokeVirtual(code, "java/lang/Object", "getClass", "()Ljava/lang/Class;");
    values.store(operation.result());
    known.isNonNull(operation.result());
    known.isInstance(operation.result(), Class.class);
  }

  /** Calls; the result is left on the stack. */
  private void call(Operation operation) {
    CallDescr call = operation.call();
    if (!call.isInlinable() && HiddenClasses.areAnnotationsHeeded()) {
      operation.arguments().forEach(values::push);
      context.callMethods().call(code, call);
      return;
    }
    if (call.isInlinable()) {
      context.constants().push(code, call.target());
    } else {
      context.constants().pushUnseen(code, call.target());
    }
    operation.arguments().forEach(values::push);
    String descriptor = call.target().type().toMethodDescriptorString();
    Instructions.invokeVirtual(code, "java/lang/invoke/MethodHandle", "invokeExact", descriptor);
  }

  private void storeResult(Operation operation) {
    if (operation.result() != null) {
      values.store(operation.result());
    }
  }

  /** Calls with a handler for what the callee throws. */
  private void callInTry(Operation operation, Label handler) {
    Label start = new Label();
    Label end = new Label();
    code.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    code.visitLabel(start);
    call(operation);
    code.visitLabel(end);
    storeResult(operation);
  }

  private void writeHandler(Operation call, Label handler, List<? extends Value> read) {
    code.visitLabel(handler);
    frames.atHandler(read, call.result(), "java/lang/Throwable");
    code.visitVarInsn(ASTORE, context.form().thrown());
    values.clear(call.result());
  }

  private void callOrLeave(Operation call, Operation guard) {
    Label handler = new Label();
    callInTry(call, handler);
    outOfLine.add(
        () -> {
          writeHandler(call, handler, guard.exit().failArguments());
          exits.write(guard.exit(), true);
        });
  }

  private void callAndCatch(Operation call, Operation guard) {
    Label handler = new Label();
    callInTry(call, handler);
    code.visitJumpInsn(GOTO, failing(guard.exit(), false));
    Label otherClass = failing(guard.exit(), true);
    writeHandler(call, handler, across());
    guards.thrownClass(guard, otherClass);
    code.visitVarInsn(ALOAD, context.form().thrown());
    values.store(guard.result());
    known.isNonNull(guard.result());
    known.isInstance(guard.result(), guard.classDescr().type());
  }

  /** A label, out of line, that leaves through the exit. */
  private Label failing(Exit exit, boolean thrown) {
    Label label = new Label();
    outOfLine.add(
        () -> {
          code.visitLabel(label);
          frames.atExit(exit.failArguments(), thrown);
          exits.write(exit, thrown);
        });
    return label;
  }

  /** Sets the inputs from where they come in. */
  void writeEntry() {
    for (int i = 0; i < trace.inputs().size(); i++) {
      if (locals.isUsed(trace.inputs().get(i))) {
        context.form().pushInput(code, i, trace.inputs().get(i).kind());
        values.store(trace.inputs().get(i));
      }
    }
  }

  /** The trace that is written. */
  Trace trace() {
    return trace;
  }
}
