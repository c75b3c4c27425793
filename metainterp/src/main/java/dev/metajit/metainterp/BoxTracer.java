package dev.metajit.metainterp;

import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.Calls;
import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;

/**
 * Records calls of methods that box a primitive, as a hint says, so that the optimizer sees a box
 * and its value. Where the box has a narrower field than the method has a parameter, a guard finds
 * that the value fits.
 */
final class BoxTracer {
  private final MetaInterp tracer;

  BoxTracer(MetaInterp tracer) {
    this.tracer = tracer;
  }

  /** How a value gets into a box's field, and back. */
  private record Fitting(Op narrow, Op widen, Op equal) {}

  private static Fitting fitting(Kind from, Kind to) {
    if (from == Kind.LONG && to == Kind.INT) {
      return new Fitting(Op.LONG_TO_INT, Op.INT_TO_LONG, Op.LONG_EQ);
    }
    if (from == Kind.DOUBLE && to == Kind.INT) {
      return new Fitting(Op.DOUBLE_TO_INT, Op.INT_TO_DOUBLE, Op.DOUBLE_EQ);
    }
    return null;
  }

  /**
   * Records and executes the call, if it gives a box as the hint says.
   *
   * @return false if the call is to be recorded like any other; nothing has been done then
   */
  boolean call(MIFrame frame, ResolvedMethod method, int argument, int destination) {
    Value value = frame.values[argument];
    long bits = frame.longs[argument];
    Object box = boxOf(method, value.kind(), bits);
    CallDescr call = box == null ? null : method.boxCall(box.getClass());
    if (call == null) {
      return false;
    }
    FieldDescr field = call.boxed();
    if (field.kind() != value.kind()) {
      return narrowed(frame, call, fitting(value.kind(), field.kind()), argument, destination);
    }
    if (!method.gives(box.getClass()) || bits != Heap.getBits(box, field)) {
      return false;
    }
    record(frame, call, value, box, destination);
    return true;
  }

  private static Object boxOf(ResolvedMethod method, Kind kind, long bits) {
    CallResult result = new CallResult();
    try {
      Calls.invoke(method.callDescr(), new long[] {bits}, new Object[1], new int[] {0}, 0, result);
      return result.ref;
    } catch (Throwable e) {
      return null; // the call is recorded as any other, and throws then
    }
  }

  private boolean narrowed(
      MIFrame frame, CallDescr call, Fitting fitting, int argument, int destination) {
    if (fitting == null) {
      return false;
    }
    Value value = frame.values[argument];
    long bits = frame.longs[argument];
    long narrow = Evaluator.evaluate(fitting.narrow(), bits, 0);
    long wide = Evaluator.evaluate(fitting.widen(), narrow, 0);
    if (Evaluator.evaluate(fitting.equal(), bits, wide) == 0) {
      return false;
    }
    Object box = VirtualObjects.made(call, Constant.ofBits(call.boxed().kind(), narrow));
    if (box.getClass() != call.boxed().owner() || Heap.getBits(box, call.boxed()) != narrow) {
      return false;
    }
    Value narrowValue = tracer.recordPrimitive(fitting.narrow(), narrow, value);
    Value wideValue = tracer.recordPrimitive(fitting.widen(), wide, narrowValue);
    Value equal = tracer.recordPrimitive(fitting.equal(), 1, value, wideValue);
    if (!equal.isConstant()) {
      tracer.guard(Op.GUARD_TRUE, null, equal);
    }
    record(frame, call, narrowValue, box, destination);
    return true;
  }

  private void record(MIFrame frame, CallDescr call, Value value, Object box, int destination) {
    Value result = tracer.recorder.record(Op.CALL_PURE_REF, call, value);
    tracer.heap.learnClass(result, box.getClass());
    tracer.heap.learnField(result, call.boxed(), value);
    frame.setRef(destination, result, box);
  }
}
