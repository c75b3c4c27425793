package dev.metajit.optimizer;

import dev.metajit.trace.CallDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Executes operations one by one: the plain meaning of a trace. */
final class Machine {
  private final Map<Variable, Constant> values = new HashMap<>();
  private boolean overflowed;
  private Throwable thrown;

  void set(Variable variable, Constant value) {
    values.put(variable, value);
  }

  Constant get(Value value) {
    if (value instanceof Constant constant) {
      return constant;
    }
    Constant known = values.get(value);
    if (known == null) {
      throw new IllegalStateException("not set: " + value);
    }
    return known;
  }

  List<Constant> get(List<Value> list) {
    List<Constant> all = new ArrayList<>();
    list.forEach(value -> all.add(get(value)));
    return all;
  }

  Throwable thrown() {
    return thrown;
  }

  /** Executes; false if it is a guard and does not hold. */
  boolean execute(Operation operation) {
    Op op = operation.op();
    if (op.isGuard()) {
      return holds(operation);
    }
    Constant result = evaluate(operation);
    if (operation.result() != null) {
      values.put(operation.result(), result);
    }
    return true;
  }

  private boolean holds(Operation guard) {
    switch (guard.op()) {
      case GUARD_TRUE:
        return get(guard.argument(0)).asInt() != 0;
      case GUARD_FALSE:
        return get(guard.argument(0)).asInt() == 0;
      case GUARD_VALUE:
        return get(guard.argument(0)).equals(guard.argument(1));
      case GUARD_CLASS, GUARD_NONNULL_CLASS:
        Object object = get(guard.argument(0)).ref();
        return object != null && object.getClass() == guard.classDescr().type();
      case GUARD_NONNULL:
        return !get(guard.argument(0)).isNull();
      case GUARD_ISNULL:
        return get(guard.argument(0)).isNull();
      case GUARD_NO_OVERFLOW:
        return !overflowed;
      case GUARD_OVERFLOW:
        return overflowed;
      case GUARD_NO_EXCEPTION:
        return thrown == null;
      case GUARD_EXCEPTION:
        if (thrown == null || thrown.getClass() != guard.classDescr().type()) {
          return false;
        }
        values.put(guard.result(), Constant.ofRef(thrown));
        thrown = null;
        return true;
      case GUARD_NOT_INVALIDATED:
        return true;
      default:
        return false;
    }
  }

  private Constant evaluate(Operation operation) {
    Op op = operation.op();
    List<Constant> in = get(operation.arguments());
    if (op.isPrimitive()) {
      long a = in.get(0).bits();
      long b = in.size() > 1 ? in.get(1).bits() : 0;
      overflowed = op.isOverflow() && Evaluator.overflows(op, a, b);
      return Constant.ofBits(op.result(), Evaluator.evaluate(op, a, b));
    }
    if (op.isCall()) {
      return call(operation.call(), in);
    }
    if (op.isLoad() || op.isStore()) {
      return memory(operation, in);
    }
    return switch (op) {
      case REF_EQ -> Constant.ofBoolean(in.get(0).ref() == in.get(1).ref());
      case REF_NE -> Constant.ofBoolean(in.get(0).ref() != in.get(1).ref());
      case INSTANCE_OF ->
          Constant.ofBoolean(operation.classDescr().type().isInstance(in.get(0).ref()));
      case GET_CLASS -> Constant.ofRef(in.get(0).ref().getClass());
      case ARRAY_LENGTH -> Constant.ofInt(Array.getLength(in.get(0).ref()));
      case SAME_AS_REF -> in.get(0);
      case NEW -> Constant.ofRef(Heap.allocate(operation.classDescr().type()));
      case NEW_ARRAY ->
          Constant.ofRef(Heap.allocateArray(operation.array().component(), in.get(0).asInt()));
      case RECORD_EXACT_CLASS, DEBUG_MERGE_POINT -> null;
      default -> throw new IllegalArgumentException(operation.toString());
    };
  }

  private static Constant memory(Operation operation, List<Constant> in) {
    Op op = operation.op();
    Object base = in.get(0).ref();
    if (base == null) {
      throw new NullPointerException(operation.toString());
    }
    if (op.text().contains("field")) {
      return field(operation, base, in);
    }
    int index = in.get(1).asInt();
    if (index < 0 || index >= Array.getLength(base)) {
      throw new ArrayIndexOutOfBoundsException(operation.toString());
    }
    if (op.isStore()) {
      if (in.get(2).kind() == Kind.REF) {
        Heap.putItemRef(base, index, in.get(2).ref());
      } else {
        Heap.putItemBits(base, index, operation.array().storage(), in.get(2).bits());
      }
      return null;
    }
    return op.result() == Kind.REF
        ? Constant.ofRef(Heap.getItemRef(base, index))
        : Constant.ofBits(op.result(), Heap.getItemBits(base, index, operation.array().storage()));
  }

  private static Constant field(Operation operation, Object base, List<Constant> in) {
    if (!operation.field().owner().isInstance(base)) {
      throw new ClassCastException(base.getClass() + ": " + operation);
    }
    if (operation.op().isStore()) {
      if (in.get(1).kind() == Kind.REF) {
        Heap.putRef(base, operation.field(), in.get(1).ref());
      } else {
        Heap.putBits(base, operation.field(), in.get(1).bits());
      }
      return null;
    }
    Kind kind = operation.op().result();
    return kind == Kind.REF
        ? Constant.ofRef(Heap.getRef(base, operation.field()))
        : Constant.ofBits(kind, Heap.getBits(base, operation.field()));
  }

  private Constant call(CallDescr call, List<Constant> in) {
    List<Object> boxed = new ArrayList<>();
    in.forEach(value -> boxed.add(box(value)));
    thrown = null;
    try {
      Object result = call.target().invokeWithArguments(boxed);
      return call.result() == Kind.VOID ? null : unbox(call.result(), result);
    } catch (Throwable t) {
      thrown = t;
      return call.result() == Kind.VOID
          ? null
          : call.result() == Kind.REF ? Constant.NULL : Constant.ofBits(call.result(), 0);
    }
  }

  static Object box(Constant constant) {
    return switch (constant.kind()) {
      case INT -> constant.asInt();
      case LONG -> constant.asLong();
      case FLOAT -> constant.asFloat();
      case DOUBLE -> constant.asDouble();
      default -> constant.ref();
    };
  }

  static Constant unbox(Kind kind, Object value) {
    return switch (kind) {
      case INT -> Constant.ofInt((Integer) value);
      case LONG -> Constant.ofLong((Long) value);
      case FLOAT -> Constant.ofFloat((Float) value);
      case DOUBLE -> Constant.ofDouble((Double) value);
      default -> Constant.ofRef(value);
    };
  }
}
