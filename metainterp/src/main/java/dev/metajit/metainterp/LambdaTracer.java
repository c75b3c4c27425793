package dev.metajit.metainterp;

import dev.metajit.codewriter.CallResult;
import dev.metajit.codewriter.CallSiteRef;
import dev.metajit.codewriter.Calls;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Value;
import java.util.List;

/**
 * Records the making of a lambda object as an allocation and stores of what it captures, so that it
 * need not be made where nobody keeps it. A lambda that captures nothing is one object, and a
 * constant.
 */
final class LambdaTracer {
  private final HeapTracer memory;

  LambdaTracer(HeapTracer memory) {
    this.memory = memory;
  }

  /**
   * Makes the object for real; false, and nothing recorded, if it is not what the JDK's lambdas
   * are.
   */
  boolean make(MIFrame frame, CallSiteRef site, int[] arguments, int pc) {
    Object lambda = call(frame, site, arguments);
    List<FieldDescr> fields = lambda == null ? null : site.captured(lambda.getClass());
    if (fields == null || fields.size() != arguments.length) {
      return false;
    }
    boolean isOne = arguments.length == 0;
    if (isOne ? call(frame, site, arguments) != lambda : !holds(lambda, fields, frame, arguments)) {
      return false;
    }
    Value made = isOne ? Constant.ofRef(lambda) : record(lambda, fields, frame, arguments);
    frame.setRef(frame.destination(pc), made, lambda);
    return true;
  }

  /** The object, or null if the call throws. */
  private static Object call(MIFrame frame, CallSiteRef site, int[] arguments) {
    CallResult result = new CallResult();
    try {
      Calls.invoke(site.link(), frame.longs, frame.refs, arguments, 0, result);
      return result.ref;
    } catch (Throwable t) {
      return null;
    }
  }

  private static boolean holds(
      Object lambda, List<FieldDescr> fields, MIFrame frame, int[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      FieldDescr field = fields.get(i);
      boolean same =
          field.kind() == Kind.REF
              ? Heap.getRef(lambda, field) == frame.refs[arguments[i]]
              : Heap.getBits(lambda, field) == frame.longs[arguments[i]];
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private Value record(Object lambda, List<FieldDescr> fields, MIFrame frame, int[] arguments) {
    Value made = memory.recordNew(lambda.getClass());
    for (int i = 0; i < arguments.length; i++) {
      memory.recordStore(made, frame.values[arguments[i]], fields.get(i));
    }
    return made;
  }
}
