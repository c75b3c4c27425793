package dev.metajit.metainterp;

import dev.metajit.codewriter.SwitchTable;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;

/** Records what is done with values alone: arithmetic, branches, promotion. */
final class ValueTracer {
  private static final Op[] OPS = Op.values();

  /** A switch that takes its default is recorded as comparisons up to this many keys. */
  private static final int KEYS_COMPARED = 6;

  private final MetaInterp tracer;

  ValueTracer(MetaInterp tracer) {
    this.tracer = tracer;
  }

  void primitive(MIFrame frame, int[] code, int pc) {
    Op op = OPS[code[pc + 1]];
    int a = code[pc + 3];
    int b = code[pc + 4];
    long result = Evaluator.evaluate(op, frame.longs[a], frame.longs[b]);
    frame.setBits(code[pc + 2], record(op, frame, a, b, result), result);
  }

  private Value record(Op op, MIFrame frame, int a, int b, long result) {
    return op.operands().size() == 1
        ? tracer.recordPrimitive(op, result, frame.values[a])
        : tracer.recordPrimitive(op, result, frame.values[a], frame.values[b]);
  }

  void divide(MIFrame frame, int[] code, int pc) {
    int divisor = code[pc + 4];
    if (frame.longs[divisor] == 0) {
      throw tracer.exceptionByCheck("division by zero");
    }
    Value value = frame.values[divisor];
    if (!value.isConstant()) {
      Op isNotZero = value.kind() == Kind.INT ? Op.INT_NE : Op.LONG_NE;
      Value check = tracer.recorder.record(isNotZero, value, Constant.ofBits(value.kind(), 0));
      tracer.guard(Op.GUARD_TRUE, null, check);
    }
    primitive(frame, code, pc);
  }

  void exact(MIFrame frame, int[] code, int pc) {
    Op op = OPS[code[pc + 1]];
    int a = code[pc + 3];
    int b = code[pc + 4];
    if (Evaluator.overflows(op, frame.longs[a], frame.longs[b])) {
      throw tracer.exceptionByCheck("overflow");
    }
    long result = Evaluator.evaluate(op, frame.longs[a], frame.longs[b]);
    Value value = record(op, frame, a, b, result);
    if (!value.isConstant()) {
      tracer.guard(Op.GUARD_NO_OVERFLOW, null);
    }
    frame.setBits(code[pc + 2], value, result);
  }

  void branch(MIFrame frame, int[] code, int pc, boolean jumpIf) {
    Op op = OPS[code[pc + 1]];
    int a = code[pc + 2];
    int b = code[pc + 3];
    boolean holds =
        op.operands().get(0) == Kind.REF
            ? compareRefs(frame, op, a, b)
            : comparePrimitives(frame, op, a, b);
    frame.position = holds == jumpIf ? code[pc + 4] : frame.code.next(pc);
  }

  private boolean comparePrimitives(MIFrame frame, Op op, int a, int b) {
    long result = Evaluator.evaluate(op, frame.longs[a], frame.longs[b]);
    guardCondition(
        tracer.recordPrimitive(op, result, frame.values[a], frame.values[b]), result != 0);
    return result != 0;
  }

  private void guardCondition(Value condition, boolean holds) {
    if (!condition.isConstant()) {
      tracer.guardBranch(holds ? Op.GUARD_TRUE : Op.GUARD_FALSE, condition);
    }
  }

  private boolean compareRefs(MIFrame frame, Op op, int a, int b) {
    boolean same = frame.refs[a] == frame.refs[b];
    Value left = frame.values[a];
    Value right = frame.values[b];
    if (Constant.NULL.equals(right)) {
      guardNullness(left, same);
    } else if (Constant.NULL.equals(left)) {
      guardNullness(right, same);
    } else if (!(left.isConstant() && right.isConstant()) && left != right) {
      guardIdentity(left, right, same);
    }
    return op == Op.REF_EQ ? same : !same;
  }

  private void guardIdentity(Value left, Value right, boolean same) {
    HeapCache heap = tracer.heap;
    if (!same && (heap.isFresh(left) || heap.isFresh(right))) {
      return;
    }
    guardCondition(tracer.recorder.record(Op.REF_EQ, left, right), same);
  }

  /** Records that a reference is null, or is not. */
  void guardNullness(Value ref, boolean isNull) {
    if (ref.isConstant() || tracer.heap.isNonNull(ref)) {
      return;
    }
    if (isNull) {
      tracer.guard(Op.GUARD_ISNULL, null, ref);
      tracer.replace(ref, Constant.NULL);
    } else {
      tracer.guard(Op.GUARD_NONNULL, null, ref);
      tracer.heap.learnNonNull(ref);
    }
  }

  void branchByTable(MIFrame frame, int[] code, int pc) {
    SwitchTable table = (SwitchTable) frame.code.pool()[code[pc + 2]];
    int register = code[pc + 1];
    int key = (int) frame.longs[register];
    Value value = frame.values[register];
    int target = table.targetOf(key);
    if (!value.isConstant()) {
      if (table.indexOf(key) >= 0 || table.keys().length > KEYS_COMPARED) {
        tracer.promote(frame, register);
      } else {
        for (int other : table.keys()) {
          guardCondition(tracer.recorder.record(Op.INT_EQ, value, Constant.ofInt(other)), false);
        }
      }
    }
    frame.position = target;
  }

  void promote(MIFrame frame, int to, int from) {
    Constant constant = tracer.promote(frame, from);
    frame.set(to, constant, constant.bits(), constant.ref());
  }

  /** Answers a hint's question with a constant. */
  void answer(MIFrame frame, int to, boolean value) {
    frame.setBits(to, Constant.ofBoolean(value), value ? 1 : 0);
  }
}
