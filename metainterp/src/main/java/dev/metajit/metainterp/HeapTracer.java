package dev.metajit.metainterp;

import dev.metajit.codewriter.BytesAccess;
import dev.metajit.codewriter.ClassRef;
import dev.metajit.codewriter.ConstantRef;
import dev.metajit.codewriter.FieldRef;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import java.util.Collection;

/** Records accesses of fields, allocations and class checks. Arrays: {@link ArrayTracer}. */
final class HeapTracer {
  private final MetaInterp tracer;
  private final HeapCache heap;
  private final ArrayTracer arrays;

  HeapTracer(MetaInterp tracer) {
    this.tracer = tracer;
    this.heap = tracer.heap;
    this.arrays = new ArrayTracer(tracer, this);
  }

  void getField(MIFrame frame, int[] code, int pc) {
    int object = code[pc + 2];
    FieldDescr field = ((FieldRef) frame.code.pool()[code[pc + 3]]).resolve();
    checkNonNull(frame, object);
    load(frame, code[pc + 1], frame.values[object], frame.refs[object], field);
  }

  void getStatic(MIFrame frame, int[] code, int pc) {
    FieldRef ref = (FieldRef) frame.code.pool()[code[pc + 2]];
    FieldDescr field = ref.resolve();
    checkInitialized(field.owner());
    ref.ensureInitialized();
    Object base = ref.staticBase();
    load(frame, code[pc + 1], Constant.ofRef(base), base, field);
  }

  /** Loads a field into a register: from what is known, or by an operation. */
  void load(MIFrame frame, int to, Value object, Object concrete, FieldDescr field) {
    boolean primitive = field.kind().isPrimitive();
    long bits = primitive ? Heap.getBits(concrete, field) : 0;
    Object ref = primitive ? null : Heap.getRef(concrete, field);
    Value value = loaded(object, field, bits, ref);
    frame.set(to, promoted(object, value, field, bits, ref), bits, ref);
  }

  /**
   * The value that was loaded from the field, made constant by a guard if the field is
   * quasi-immutable, or a final one of a constant object: that does not change either unless
   * reflection changes it, and the guard leaves the loop. So the size of a guest function's frame
   * is known, say, though nobody said that the field is immutable.
   */
  private Value promoted(Value object, Value value, FieldDescr field, long bits, Object ref) {
    boolean isFinal = field.isFinal() && object.isConstant();
    if (!(field.isQuasiImmutable() || isFinal) || value.isConstant()) {
      return value;
    }
    boolean primitive = field.kind().isPrimitive();
    Constant now = primitive ? Constant.ofBits(field.kind(), bits) : Constant.ofRef(ref);
    tracer.guardValue(value, now);
    return now;
  }

  private Value loaded(Value object, FieldDescr field, long bits, Object ref) {
    if (object instanceof Constant owner && (field.isImmutable() || isFrozen(owner, field))) {
      return immutable(owner, field, bits, ref);
    }
    if (field.isPolled() && bits == 0) {
      return polled(object, field);
    }
    Value known = field.isVolatile() ? null : heap.field(object, field);
    if (known != null) {
      return known;
    }
    Value value = tracer.recorder.record(Op.family("getfield", field.kind()), field, object);
    if (!field.isVolatile()) {
      heap.learnField(object, field, value);
    }
    return value;
  }

  /** A flag that is down. Once it is found raised, it is read again, as what it is. */
  private Value polled(Value object, FieldDescr field) {
    Value flag = tracer.recorder.record(Op.GETFIELD_INT, field.opaque(), object);
    tracer.guard(Op.GUARD_FALSE, null, flag);
    return Constant.ofBoolean(false);
  }

  /** True for the inner workings of one of the JDK's collections that does not change. */
  private boolean isFrozen(Constant object, FieldDescr field) {
    return heap.isImmutable(object.ref())
        && field.owner().getClassLoader() == null
        && Collection.class.isAssignableFrom(field.owner());
  }

  private Value immutable(Constant object, FieldDescr field, long bits, Object ref) {
    boolean isPart = ref != null && (ref.getClass().isArray() || ref instanceof Collection);
    if (field.hasImmutableContents() || isPart && isFrozen(object, field)) {
      heap.learnImmutable(ref);
    }
    return field.kind() == Kind.REF ? Constant.ofRef(ref) : Constant.ofBits(field.kind(), bits);
  }

  /** Reads a field on the path of a green; the concrete value in the result. */
  Value read(Value object, Object concrete, FieldDescr field) {
    boolean primitive = field.kind().isPrimitive();
    return loaded(
        object,
        field,
        primitive ? Heap.getBits(concrete, field) : 0,
        primitive ? null : Heap.getRef(concrete, field));
  }

  /** Reads a field of an object; a quasi-immutable one is constant then. */
  Value readPromoted(Value object, Object concrete, FieldDescr field) {
    boolean primitive = field.kind().isPrimitive();
    long bits = primitive ? Heap.getBits(concrete, field) : 0;
    Object ref = primitive ? null : Heap.getRef(concrete, field);
    return promoted(object, loaded(object, field, bits, ref), field, bits, ref);
  }

  void putField(MIFrame frame, int[] code, int pc) {
    int object = code[pc + 1];
    FieldDescr field = ((FieldRef) frame.code.pool()[code[pc + 3]]).resolve();
    checkNonNull(frame, object);
    store(frame, code[pc + 2], frame.values[object], frame.refs[object], field);
  }

  void putStatic(MIFrame frame, int[] code, int pc) {
    FieldRef ref = (FieldRef) frame.code.pool()[code[pc + 2]];
    FieldDescr field = ref.resolve();
    checkInitialized(field.owner());
    ref.ensureInitialized();
    Object base = ref.staticBase();
    store(frame, code[pc + 1], Constant.ofRef(base), base, field);
  }

  /** As a store instruction does, of a value that is still to be cut to size. */
  void storeCut(MIFrame frame, int from, Value object, Object concrete, FieldDescr field) {
    Value value = tracer.cut(field.storage(), frame.values[from], (int) frame.longs[from]);
    store(frame, from, value, object, concrete, field);
  }

  private void store(MIFrame frame, int from, Value object, Object concrete, FieldDescr field) {
    store(frame, from, frame.values[from], object, concrete, field);
  }

  private void store(
      MIFrame frame, int from, Value value, Value object, Object concrete, FieldDescr field) {
    recordStore(object, value, field);
    if (field.kind().isPrimitive()) {
      Heap.putBits(concrete, field, frame.longs[from]);
    } else {
      Heap.putRef(concrete, field, frame.refs[from]);
    }
  }

  /** Records a store to a field, which the caller does for real. */
  void recordStore(Value object, Value value, FieldDescr field) {
    tracer.recorder.record(Op.family("setfield", field.kind()), field, object, value);
    heap.escape(value);
    heap.writeField(object, field);
    if (!field.isVolatile() && isKeptWhole(field.storage(), value)) {
      heap.learnField(object, field, narrowed(field.storage(), value));
    }
  }

  /** Records the allocation of an object; the caller makes it for real. */
  Value recordNew(Class<?> type) {
    Value value = tracer.recorder.record(Op.NEW, new ClassDescr(type));
    heap.learnFresh(value, type);
    return value;
  }

  /** True if what is loaded after a store is known: the value, or a constant narrowed. */
  static boolean isKeptWhole(Storage storage, Value value) {
    return storage.bytes() >= 4 || storage == Storage.REF || value.isConstant();
  }

  static Value narrowed(Storage storage, Value value) {
    return value instanceof Constant constant && storage.kind() == Kind.INT
        ? Constant.ofInt(storage.narrow(constant.asInt()))
        : value;
  }

  /** Ends the recording if the reference is null; else it is known not to be from here on. */
  void checkNonNull(MIFrame frame, int register) {
    if (frame.refs[register] == null) {
      throw tracer.exceptionByCheck("null reference");
    }
    Value value = frame.values[register];
    if (!value.isConstant() && !heap.isNonNull(value)) {
      tracer.guard(Op.GUARD_NONNULL, null, value);
      heap.learnNonNull(value);
    }
  }

  /** Makes the exact class of a non-null reference known; the class. */
  Class<?> guardClass(MIFrame frame, int register) {
    Class<?> type = frame.refs[register].getClass();
    Value value = frame.values[register];
    if (!value.isConstant() && heap.knownClass(value) == null) {
      Op guard = heap.isNonNull(value) ? Op.GUARD_CLASS : Op.GUARD_NONNULL_CLASS;
      tracer.guard(guard, new ClassDescr(type), value);
      heap.learnClass(value, type);
    }
    return type;
  }

  /** The class of an object that is not null: known, or asked for. */
  void getClass(MIFrame frame, int register, int to) {
    Value value = frame.values[register];
    Class<?> type = frame.refs[register].getClass();
    boolean isKnown = value.isConstant() || heap.knownClass(value) != null;
    Value result = isKnown ? Constant.ofRef(type) : tracer.recorder.record(Op.GET_CLASS, value);
    frame.setRef(to, result, type);
  }

  void newInstance(MIFrame frame, int[] code, int pc) {
    Class<?> type = ((ClassRef) frame.code.pool()[code[pc + 2]]).resolve();
    checkInitialized(type);
    Object object = Heap.allocate(type);
    frame.setRef(code[pc + 1], recordNew(type), object);
  }

  /**
   * Ends the recording if the class is still to be initialized: that is the interpreter's business.
   */
  static void checkInitialized(Class<?> type) {
    if (!Heap.isInitialized(type)) {
      throw new AbortTrace(AbortReason.UNINITIALIZED, type.getName());
    }
  }

  ArrayTracer arrays() {
    return arrays;
  }

  /** As {@link ArrayTracer#newArray}. */
  boolean newArray(MIFrame frame, int[] code, int pc) {
    return arrays.newArray(frame, code, pc);
  }

  /** An access of Unsafe: to bytes of an array; false if it is another. */
  boolean bytes(MIFrame frame, BytesAccess access, int[] arguments, int pc) {
    if (!(frame.refs[arguments[1]] instanceof byte[])) {
      return false;
    }
    guardClass(frame, arguments[1]);
    arrays.bytes(frame, access, arguments, frame.destination(pc));
    return true;
  }

  void arrayLoad(MIFrame frame, int[] code, int pc) {
    arrays.load(frame, code, pc);
  }

  void arrayStore(MIFrame frame, int[] code, int pc) {
    arrays.store(frame, code, pc);
  }

  void arrayLength(MIFrame frame, int[] code, int pc) {
    arrays.length(frame, code, pc);
  }

  void instanceOf(MIFrame frame, int[] code, int pc) {
    Class<?> type = ((ClassRef) frame.code.pool()[code[pc + 3]]).resolve();
    int register = code[pc + 2];
    boolean is = type.isInstance(frame.refs[register]);
    guardType(frame, register);
    frame.setBits(code[pc + 1], Constant.ofBoolean(is), is ? 1 : 0);
  }

  /** Makes known whether the reference is null, and its class if it is not. */
  void guardType(MIFrame frame, int register) {
    Value value = frame.values[register];
    if (value.isConstant()) {
      return;
    }
    if (frame.refs[register] != null) {
      guardClass(frame, register);
    } else {
      tracer.guard(Op.GUARD_ISNULL, null, value);
      tracer.replace(value, Constant.NULL);
    }
  }

  void checkCast(MIFrame frame, int[] code, int pc) {
    Class<?> type = ((ClassRef) frame.code.pool()[code[pc + 3]]).resolve();
    int register = code[pc + 2];
    Object ref = frame.refs[register];
    if (ref != null && !type.isInstance(ref)) {
      throw tracer.exceptionByCheck("class cast");
    }
    guardType(frame, register);
    frame.copy(code[pc + 1], register);
  }

  void loadConstant(MIFrame frame, int[] code, int pc) {
    Object constant = ((ConstantRef) frame.code.pool()[code[pc + 2]]).resolve();
    frame.setRef(code[pc + 1], Constant.ofRef(constant), constant);
  }

  void recordExactClass(MIFrame frame, int[] code, int pc) {
    int register = code[pc + 2];
    Value value = frame.values[register];
    Object type = frame.refs[code[pc + 3]];
    Object ref = frame.refs[register];
    if (!value.isConstant() && ref != null && ref.getClass() == type) {
      tracer.recorder.record(Op.RECORD_EXACT_CLASS, new ClassDescr((Class<?>) type), value);
      heap.learnClass(value, (Class<?>) type);
    }
    frame.copy(code[pc + 1], register);
  }
}
