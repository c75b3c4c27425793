package dev.metajit.optimizer;

import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.ResumeData.FailArgument;
import dev.metajit.trace.ResumeData.Known;
import dev.metajit.trace.ResumeData.Source;
import dev.metajit.trace.ResumeData.VirtualObject;
import dev.metajit.trace.ResumeData.VirtualReference;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rebuilds the state at an exit, as operations: those a bridge starts with. To rebuild for real,
 * they are executed.
 */
final class Rebuilder {
  private final Trace trace;
  private final ResumeData data;
  private final List<Variable> inputs;
  private final Value[] virtuals;

  /**
   * @param trace gets the operations
   * @param inputs the fail arguments
   */
  Rebuilder(Trace trace, ResumeData data, List<Variable> inputs) {
    this.trace = trace;
    this.data = data;
    this.inputs = inputs;
    this.virtuals = new Value[data.virtuals().size()];
    for (int i = 0; i < virtuals.length; i++) {
      virtual(i);
    }
    for (int i = 0; i < virtuals.length; i++) {
      fill(virtuals[i], data.virtuals().get(i));
    }
    data.pendingStores()
        .forEach(
            store ->
                store(
                    store.descr(),
                    value(store.object()),
                    store.index() == null ? null : value(store.index()),
                    value(store.value())));
  }

  /** The values of all frames, innermost first. */
  List<Value> values() {
    List<Value> values = new ArrayList<>();
    data.frames().forEach(frame -> frame.values().forEach(source -> values.add(value(source))));
    return values;
  }

  private Value virtual(int index) {
    if (virtuals[index] == null) {
      virtuals[index] = allocate(data.virtuals().get(index));
    }
    return virtuals[index];
  }

  private Value allocate(VirtualObject object) {
    if (object.type() instanceof ClassDescr) {
      return add(Op.NEW, object.type());
    }
    if (object.type() instanceof ArrayDescr) {
      return add(Op.NEW_ARRAY, object.type(), Constant.ofInt(object.length()));
    }
    Value[] parts = object.values().stream().map(this::value).toArray(Value[]::new);
    return add(Op.CALL_PURE_REF, object.type(), parts);
  }

  private void fill(Value base, VirtualObject object) {
    if (object.type() instanceof CallDescr) {
      return;
    }
    for (int i = 0; i < object.values().size(); i++) {
      Source source = object.values().get(i);
      if (source != null && object.type() instanceof ClassDescr) {
        store(object.fields().get(i), base, null, value(source));
      } else if (source != null) {
        store(object.type(), base, Constant.ofInt(i), value(source));
      }
    }
  }

  private void store(Descr descr, Value base, Value index, Value value) {
    String family = descr instanceof FieldDescr ? "setfield" : "setarrayitem";
    Op op = Op.family(family, value.kind());
    if (index == null) {
      add(op, descr, base, value);
    } else {
      add(op, descr, base, index, value);
    }
  }

  private Value value(Source source) {
    if (source instanceof Known known) {
      return known.constant();
    }
    return source instanceof VirtualReference reference
        ? virtual(reference.index())
        : inputs.get(((FailArgument) source).index());
  }

  private Variable add(Op op, Descr descr, Value... operands) {
    Variable result = op.result() == Kind.VOID ? null : trace.newVariable(op.result());
    trace.add(new Operation(op, result, List.of(operands), descr, null));
    return result;
  }
}
