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
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps objects that nothing outside the trace sees as their parts ({@link Virtual}), and allocates
 * them where they get out. After it an operand is virtual only as the value of a store, which the
 * heap pass may put off.
 */
final class VirtualsPass extends Pass {
  private static final ClassValue<Boolean> MAY_BE_VIRTUAL =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return !Reference.class.isAssignableFrom(type)
              && !Thread.class.isAssignableFrom(type)
              && !hasFinalizer(type);
        }
      };

  private final boolean on;
  private final HandOver handOver;

  VirtualsPass(Walk walk, Trace recorded) {
    super(walk);
    handOver = new HandOver(walk, recorded);
    on = walk.settings().has("virtuals");
  }

  private static boolean hasFinalizer(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      try {
        c.getDeclaredMethod("finalize");
        return true;
      } catch (NoSuchMethodException e) {
        continue;
      } catch (LinkageError | SecurityException e) {
        return true;
      }
    }
    return false;
  }

  @Override
  void process(Operation operation) {
    boolean done =
        switch (operation.op()) {
          case NEW -> makeInstance(operation);
          case NEW_ARRAY -> makeArray(operation);
          case GETFIELD_INT, GETFIELD_LONG, GETFIELD_FLOAT, GETFIELD_DOUBLE, GETFIELD_REF ->
              getField(operation);
          case SETFIELD_INT, SETFIELD_LONG, SETFIELD_FLOAT, SETFIELD_DOUBLE, SETFIELD_REF ->
              setField(operation);
          case GETARRAYITEM_INT,
              GETARRAYITEM_LONG,
              GETARRAYITEM_FLOAT,
              GETARRAYITEM_DOUBLE,
              GETARRAYITEM_REF ->
              getItem(operation);
          case SETARRAYITEM_INT,
              SETARRAYITEM_LONG,
              SETARRAYITEM_FLOAT,
              SETARRAYITEM_DOUBLE,
              SETARRAYITEM_REF ->
              setItem(operation);
          case CALL_REF -> complete(operation);
          default -> false;
        };
    if (done) {
      return;
    }
    Operation passing = handOver.passing(operation);
    if (passing == null) {
      forceOperands(operation);
    }
    passOn(passing == null ? operation : passing);
  }

  private void forceOperands(Operation operation) {
    List<Value> operands = operation.arguments();
    int count = operation.op().isStore() ? operands.size() - 1 : operands.size();
    for (int i = 0; i < count; i++) {
      if (operands.get(i).kind() == Kind.REF) {
        force(operands.get(i));
      }
    }
  }

  private boolean makeInstance(Operation operation) {
    ClassDescr type = operation.classDescr();
    if (!on || !MAY_BE_VIRTUAL.get(type.type())) {
      return false;
    }
    facts.setVirtual(operation.result(), Virtual.instance(type));
    return true;
  }

  private boolean makeArray(Operation operation) {
    if (!on
        || !(operation.argument(0) instanceof Constant length)
        || length.asInt() < 0
        || length.asInt() > walk.settings().maxVirtualArray()) {
      return false;
    }
    facts.setVirtual(operation.result(), Virtual.array(operation.array(), length.asInt()));
    return true;
  }

  private boolean getField(Operation operation) {
    Virtual object = facts.virtual(operation.argument(0));
    FieldDescr field = operation.field();
    if (object == null || (object.isResult() && !isBoxValue(object, field))) {
      return false;
    }
    Value value = object.field(field);
    replace(operation, object.isBox() ? walk.narrowed(value, field.storage()) : value);
    return true;
  }

  private static boolean isBoxValue(Virtual box, FieldDescr field) {
    return box.boxed() != null
        ? field == box.boxed()
        : box.isBox() && field.owner() == box.exactClass() && field.name().equals("value");
  }

  private boolean setField(Operation operation) {
    Virtual object = facts.virtual(operation.argument(0));
    if (object == null || object.isResult()) {
      return false;
    }
    FieldDescr field = operation.field();
    if (StackTraces.isSetBy(object.completion(), field)) {
      return false;
    }
    object.setField(field, walk.narrowed(operation.argument(1), field.storage()));
    return true;
  }

  /** Puts off filling a stack trace in until the exception is allocated, if it ever is. */
  private boolean complete(Operation operation) {
    Virtual object =
        StackTraces.isFilledInBy(operation) ? facts.virtual(operation.argument(0)) : null;
    if (object == null || object.isResult() || object.isArray()) {
      return false;
    }
    object.setCompletion(operation.call());
    walk.callRemoved();
    replace(operation, operation.argument(0));
    return true;
  }

  private boolean getItem(Operation operation) {
    Virtual array = facts.virtual(operation.argument(0));
    int index = index(array, operation.argument(1));
    if (index < 0) {
      return false;
    }
    Value value = array.item(index);
    replace(operation, value != null ? value : Virtual.zero(operation.op().result()));
    return true;
  }

  private boolean setItem(Operation operation) {
    Virtual array = facts.virtual(operation.argument(0));
    int index = index(array, operation.argument(1));
    if (index < 0) {
      return false;
    }
    ArrayDescr type = (ArrayDescr) array.type();
    array.setItem(index, walk.narrowed(operation.argument(2), type.storage()));
    return true;
  }

  /** The index into a virtual array, or -1. */
  private static int index(Virtual array, Value index) {
    return array != null
            && array.isArray()
            && index instanceof Constant constant
            && constant.asInt() >= 0
            && constant.asInt() < array.length()
        ? constant.asInt()
        : -1;
  }

  /**
   * Allocates the object, and what its parts need, if it is virtual. The value stays the same
   * variable.
   */
  void force(Value value) {
    Value root = facts.resolve(value);
    if (facts.virtual(root) == null) {
      return;
    }
    List<Variable> variables = new ArrayList<>();
    List<Virtual> objects = new ArrayList<>();
    Deque<Value> work = new ArrayDeque<>(List.of(root));
    while (!work.isEmpty()) {
      Variable variable = facts.resolve(work.remove()) instanceof Variable v ? v : null;
      Virtual object = variable == null ? null : facts.virtual(variable);
      if (object != null) {
        object.requireOwn();
      }
      if (object != null && object.isResult()) {
        make(variable, object);
      } else if (object != null) {
        allocate(variable, object);
        variables.add(variable);
        objects.add(object);
        object.parts().stream().filter(part -> part != null).forEach(work::add);
      }
    }
    for (int i = 0; i < objects.size(); i++) {
      initialize(variables.get(i), objects.get(i));
    }
    for (int i = 0; i < objects.size(); i++) {
      complete(variables.get(i), objects.get(i).completion());
    }
  }

  private void complete(Variable object, CallDescr completion) {
    if (completion != null) {
      Variable same = facts.newVariable(Kind.REF);
      walk.emit(new Operation(Op.CALL_REF, same, List.of(object), completion, null));
    }
  }

  /** Calls what makes the object; what that takes is made before. */
  private void make(Variable variable, Virtual object) {
    object.parts().forEach(this::force);
    facts.setRef(variable, RefFacts.exactly(object.exactClass()));
    List<Value> arguments = facts.resolved(object.parts());
    walk.emit(new Operation(Op.CALL_PURE_REF, variable, arguments, object.type(), null));
  }

  private void allocate(Variable variable, Virtual object) {
    Descr type = object.type();
    if (type instanceof ArrayDescr) {
      facts.setRef(variable, RefFacts.fresh(object.exactClass()));
      Constant length = Constant.ofInt(object.length());
      walk.emit(new Operation(Op.NEW_ARRAY, variable, List.of(length), type, null));
      PurePass.Key key = new PurePass.Key(Op.ARRAY_LENGTH, null, List.of(variable));
      walk.pure().add(key, length);
    } else {
      facts.setRef(variable, RefFacts.fresh(object.exactClass()));
      walk.emit(new Operation(Op.NEW, variable, List.of(), type, null));
    }
  }

  private void initialize(Variable variable, Virtual object) {
    List<FieldDescr> fields = object.fields();
    List<Value> parts = object.parts();
    for (int i = 0; i < parts.size(); i++) {
      Value part = parts.get(i) == null ? null : facts.resolve(parts.get(i));
      if (part == null) {
        continue;
      }
      if (object.isArray()) {
        walk.heap().initialize(object.type(), variable, Constant.ofInt(i), part);
      } else {
        walk.heap().initialize(fields.get(i), variable, null, part);
      }
    }
  }
}
