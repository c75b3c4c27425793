package dev.metajit.backend.reference;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Evaluator;
import dev.metajit.trace.Exit;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Trace;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** One run through one trace, from its start to an exit. */
final class TraceEvaluation {
  private final Trace trace;
  private final long[] bits;
  private final Object[] refs;
  private boolean overflowed;
  private Throwable pending;
  private Throwable exception;

  TraceEvaluation(Trace trace) {
    this.trace = trace;
    this.bits = new long[trace.variableCount()];
    this.refs = new Object[trace.variableCount()];
  }

  void set(Variable variable, long newBits, Object newRef) {
    if (variable.kind() == Kind.REF) {
      refs[variable.index()] = newRef;
    } else {
      bits[variable.index()] = newBits;
    }
  }

  /** The value's bits; 0 for a reference. */
  long bits(Value value) {
    return value instanceof Variable variable ? bits[variable.index()] : ((Constant) value).bits();
  }

  /** The reference; null for a primitive. */
  Object ref(Value value) {
    return value instanceof Variable variable ? refs[variable.index()] : ((Constant) value).ref();
  }

  /** The throwable on its way when a guard on the exception failed, else null. */
  Throwable exception() {
    return exception;
  }

  /** Evaluates up to the exit that is taken. */
  Exit run() {
    List<Operation> operations = trace.operations();
    for (int i = 0; ; i++) {
      Operation operation = operations.get(i);
      if (operation.op().isFinal()) {
        return operation.exit();
      }
      if (operation.op().isGuard()) {
        if (!holds(operation)) {
          return operation.exit();
        }
      } else if (operation.op().isCall()) {
        call(operation, asksException(operations.get(i + 1).op()));
      } else {
        evaluate(operation);
      }
    }
  }

  private static boolean asksException(Op op) {
    return op == Op.GUARD_NO_EXCEPTION || op == Op.GUARD_EXCEPTION;
  }

  private boolean holds(Operation guard) {
    return switch (guard.op()) {
      case GUARD_TRUE -> bits(guard.argument(0)) != 0;
      case GUARD_FALSE -> bits(guard.argument(0)) == 0;
      case GUARD_VALUE -> same(guard.argument(0), guard.argument(1));
      case GUARD_CLASS, GUARD_NONNULL_CLASS -> isExactly(guard, ref(guard.argument(0)));
      case GUARD_NONNULL -> ref(guard.argument(0)) != null;
      case GUARD_ISNULL -> ref(guard.argument(0)) == null;
      case GUARD_NO_OVERFLOW -> !overflowed;
      case GUARD_OVERFLOW -> overflowed;
      case GUARD_NO_EXCEPTION -> returned();
      case GUARD_EXCEPTION -> threw(guard);
      case GUARD_NOT_INVALIDATED -> !((InvalidationToken) guard.descr()).isInvalid();
      case GUARD_ALWAYS_FAILS -> false;
      default -> throw new IllegalArgumentException("not a guard: " + guard);
    };
  }

  private boolean same(Value one, Value other) {
    return bits(one) == bits(other) && ref(one) == ref(other);
  }

  private static boolean isExactly(Operation guard, Object object) {
    return object != null && object.getClass() == guard.classDescr().type();
  }

  private boolean returned() {
    exception = pending;
    return exception == null;
  }

  private boolean threw(Operation guard) {
    if (isExactly(guard, pending)) {
      refs[guard.result().index()] = pending;
      return true;
    }
    exception = pending;
    return false;
  }

  private void evaluate(Operation operation) {
    Op op = operation.op();
    if (op.isPrimitive()) {
      primitive(operation);
    } else if (op.isLoad()) {
      load(operation);
    } else if (op.isStore()) {
      store(operation);
    } else if (op.isOfBytes()) {
      bytes(operation);
    } else if (!op.is(Op.Flag.MARKER)) {
      reference(operation);
    }
  }

  private void primitive(Operation operation) {
    Op op = operation.op();
    long a = bits(operation.argument(0));
    long b = op.operands().size() > 1 ? bits(operation.argument(1)) : 0;
    if (op.isOverflow()) {
      overflowed = Evaluator.overflows(op, a, b);
    }
    bits[operation.result().index()] = Evaluator.evaluate(op, a, b);
  }

  private void reference(Operation operation) {
    Object a = operation.arguments().isEmpty() ? null : ref(operation.argument(0));
    switch (operation.op()) {
      case REF_EQ -> setBoolean(operation, a == ref(operation.argument(1)));
      case REF_NE -> setBoolean(operation, a != ref(operation.argument(1)));
      case INSTANCE_OF -> setBoolean(operation, operation.classDescr().type().isInstance(a));
      case GET_CLASS -> setRef(operation, a.getClass());
      case ARRAY_LENGTH -> bits[operation.result().index()] = Array.getLength(a);
      case SAME_AS_REF -> setRef(operation, a);
      case NEW -> setRef(operation, Heap.allocate(operation.classDescr().type()));
      case NEW_ARRAY -> setRef(operation, newArray(operation));
      default -> throw new IllegalArgumentException("no meaning known: " + operation);
    }
  }

  private Object newArray(Operation operation) {
    int length = (int) bits(operation.argument(0));
    return Heap.allocateArray(operation.array().component(), length);
  }

  private void setBoolean(Operation operation, boolean value) {
    bits[operation.result().index()] = value ? 1 : 0;
  }

  private void setRef(Operation operation, Object value) {
    refs[operation.result().index()] = value;
  }

  private void load(Operation operation) {
    Object object = object(operation);
    int result = operation.result().index();
    boolean isRef = operation.op().result() == Kind.REF;
    if (operation.arguments().size() == 1) {
      if (isRef) {
        refs[result] = Heap.getRef(object, operation.field());
      } else {
        bits[result] = Heap.getBits(object, operation.field());
      }
      return;
    }
    int index = (int) bits(operation.argument(1));
    if (isRef) {
      refs[result] = Heap.getItemRef(object, index);
    } else {
      bits[result] = Heap.getItemBits(object, index, operation.array().storage());
    }
  }

  /**
   * The object whose memory is accessed. A trace that has lost a check would read or write memory
   * that is not the object's.
   */
  private Object object(Operation operation) {
    Object object = ref(operation.argument(0));
    boolean isThere =
        operation.descr() instanceof FieldDescr field
            ? object != null && (field.isStatic() || field.owner().isInstance(object))
            : object != null
                && object.getClass().isArray()
                && Integer.compareUnsigned(
                        (int) bits(operation.argument(1)), Array.getLength(object))
                    < 0;
    if (!isThere) {
      throw new IllegalStateException("not checked before: " + operation);
    }
    return object;
  }

  private void bytes(Operation operation) {
    Object array = ref(operation.argument(0));
    long offset = bits(operation.argument(1));
    Storage storage = operation.array().storage();
    if (operation.result() != null) {
      bits[operation.result().index()] = Heap.getBytes(array, offset, storage);
    } else {
      Heap.putBytes(array, offset, storage, bits(operation.argument(2)));
    }
  }

  private void store(Operation operation) {
    Object object = object(operation);
    Value value = operation.argument(operation.arguments().size() - 1);
    boolean isRef = value.kind() == Kind.REF;
    if (operation.arguments().size() == 2) {
      if (isRef) {
        Heap.putRef(object, operation.field(), ref(value));
      } else {
        Heap.putBits(object, operation.field(), bits(value));
      }
      return;
    }
    int index = (int) bits(operation.argument(1));
    if (isRef) {
      Heap.putItemRef(object, index, ref(value));
    } else {
      Heap.putItemBits(object, index, operation.array().storage(), bits(value));
    }
  }

  private void call(Operation operation, boolean guarded) {
    pending = null;
    Object result = null;
    try {
      result = operation.call().target().invokeWithArguments(boxed(operation.arguments()));
    } catch (Throwable thrown) {
      if (!guarded) {
        throw TraceEvaluation.<RuntimeException>unchecked(thrown);
      }
      pending = thrown;
    }
    if (operation.result() != null) {
      set(operation.result(), unboxed(result, operation.op().result()), result);
    }
  }

  private List<Object> boxed(List<Value> values) {
    List<Object> all = new ArrayList<>();
    for (Value value : values) {
      all.add(value.kind() == Kind.REF ? ref(value) : box(value.kind(), bits(value)));
    }
    return all;
  }

  private static Object box(Kind kind, long bits) {
    Constant constant = Constant.ofBits(kind, bits);
    return switch (kind) {
      case INT -> constant.asInt();
      case LONG -> constant.asLong();
      case FLOAT -> constant.asFloat();
      case DOUBLE -> constant.asDouble();
      default -> throw new IllegalArgumentException("not primitive: " + kind);
    };
  }

  private static long unboxed(Object value, Kind kind) {
    if (value == null || kind == Kind.REF) {
      return 0;
    }
    return switch (kind) {
      case INT -> (Integer) value;
      case LONG -> (Long) value;
      case FLOAT -> Float.floatToRawIntBits((Float) value);
      default -> Double.doubleToRawLongBits((Double) value);
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
