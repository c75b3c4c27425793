package dev.metajit.metainterp;

import dev.metajit.codewriter.ArrayCalls;
import dev.metajit.codewriter.BytesAccess;
import dev.metajit.codewriter.ClassRef;
import dev.metajit.codewriter.ResolvedMethod;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.CallDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import java.lang.reflect.Array;

/** Records accesses and allocations of arrays. */
final class ArrayTracer {
  private static final Storage[] STORAGES = Storage.values();

  /** As many elements are copied one by one. */
  private static final int COPIED = 32;

  /** So are those of an array that is cloned and that the trace has not made itself. */
  private static final int CLONED = 4;

  /** Arrays of up to so many elements are allocated in compiled code. */
  private static final int LARGEST = 1 << 16;

  private final MetaInterp tracer;
  private final HeapCache heap;
  private final HeapTracer memory;

  ArrayTracer(MetaInterp tracer, HeapTracer memory) {
    this.tracer = tracer;
    this.heap = tracer.heap;
    this.memory = memory;
  }

  /**
   * Records the allocation of an array; false if it may be too large for the heap, so that it has
   * to be a call: what that throws is thrown in the method that asked for the array.
   */
  boolean newArray(MIFrame frame, int[] code, int pc) {
    int register = code[pc + 2];
    int length = (int) frame.longs[register];
    if (length < 0) {
      throw tracer.exceptionByCheck("negative array size");
    }
    Value size = frame.values[register];
    boolean isLarge = length > LARGEST;
    if (!size.isConstant()) {
      Value check = tracer.recorder.record(Op.UINT_LE, size, Constant.ofInt(LARGEST));
      tracer.guard(isLarge ? Op.GUARD_FALSE : Op.GUARD_TRUE, null, check);
    }
    if (!isLarge) {
      allocate(frame, code, pc, size, length);
    }
    return !isLarge;
  }

  private void allocate(MIFrame frame, int[] code, int pc, Value size, int length) {
    Class<?> component = ((ClassRef) frame.code.pool()[code[pc + 3]]).resolve();
    Object array = Heap.allocateArray(component, length);
    frame.setRef(code[pc + 1], recordAllocation(array.getClass(), size), array);
  }

  private Value recordAllocation(Class<?> type, Value size) {
    ArrayDescr descr = ArrayDescr.of(type.getComponentType());
    Value value = tracer.recorder.record(Op.NEW_ARRAY, descr, size);
    heap.learnFresh(value, type);
    heap.learnLength(value, size);
    return value;
  }

  void length(MIFrame frame, int[] code, int pc) {
    int array = code[pc + 2];
    memory.checkNonNull(frame, array);
    frame.setBits(code[pc + 1], lengthOf(frame, array), Array.getLength(frame.refs[array]));
  }

  Value lengthOf(MIFrame frame, int array) {
    Value value = frame.values[array];
    if (value.isConstant()) {
      return Constant.ofInt(Array.getLength(frame.refs[array]));
    }
    Value known = heap.length(value);
    if (known == null) {
      known = tracer.recorder.record(Op.ARRAY_LENGTH, value);
      tracer.recorder.see(known, (long) Array.getLength(frame.refs[array]));
      heap.learnLength(value, known);
    }
    return known;
  }

  int concreteLength(MIFrame frame, int array) {
    return Array.getLength(frame.refs[array]);
  }

  void load(MIFrame frame, int[] code, int pc) {
    load(frame, STORAGES[code[pc + 1]], code[pc + 2], code[pc + 3], code[pc + 4]);
  }

  /**
   * Loads an element into a register.
   *
   * @param declared the kind of array; a byte array may be one of booleans
   */
  void load(MIFrame frame, Storage declared, int to, int array, int index) {
    checkBounds(frame, array, frame.values[index], (int) frame.longs[index]);
    Storage storage = storage(frame, array, declared);
    Object object = frame.refs[array];
    int i = (int) frame.longs[index];
    Value value = loaded(frame, array, frame.values[index], i, storage);
    if (storage == Storage.REF) {
      frame.setRef(to, value, Heap.getItemRef(object, i));
    } else {
      frame.setBits(to, value, Heap.getItemBits(object, i, storage));
    }
  }

  private Value loaded(MIFrame frame, int array, Value position, int index, Storage storage) {
    Value object = frame.values[array];
    if (position.isConstant() && object.isConstant() && heap.isImmutable(frame.refs[array])) {
      return storage == Storage.REF
          ? Constant.ofRef(Heap.getItemRef(frame.refs[array], index))
          : Constant.ofBits(storage.kind(), Heap.getItemBits(frame.refs[array], index, storage));
    }
    Value known = heap.item(object, position, storage);
    if (known == null) {
      Op op = Op.family("getarrayitem", storage.kind());
      known = tracer.recorder.record(op, ArrayDescr.of(storage.type()), object, position);
      heap.learnItem(object, position, storage, known);
    }
    return known;
  }

  /** A load or store of bytes that make a value; the arguments are Unsafe, array, offset, value. */
  void bytes(MIFrame frame, BytesAccess access, int[] arguments, int to) {
    Storage storage = access.storage();
    Object array = frame.refs[arguments[1]];
    long offset = frame.longs[arguments[2]];
    Value place = frame.values[arguments[1]];
    Value position = frame.values[arguments[2]];
    if (access.isStore()) {
      putBytes(place, position, storage, frame.values[arguments[3]]);
      Heap.putBytes(array, offset, storage, frame.longs[arguments[3]]);
    } else {
      Value value = getBytes(place, position, storage);
      frame.setBits(to, value, Heap.getBytes(array, offset, storage));
    }
  }

  /** Records a load of bytes, which the caller does for real. */
  Value getBytes(Value array, Value offset, Storage storage) {
    Op op = Op.family("getbytes", storage.kind());
    return tracer.recorder.record(op, ArrayDescr.of(storage.type()), array, offset);
  }

  /** Records a store of bytes, which the caller does for real. */
  void putBytes(Value array, Value offset, Storage storage, Value value) {
    Op op = Op.family("setbytes", storage.kind());
    tracer.recorder.record(op, ArrayDescr.of(storage.type()), array, offset, value);
    heap.writeBytes();
  }

  void store(MIFrame frame, int[] code, int pc) {
    Storage declared = STORAGES[code[pc + 1]];
    store(frame, declared, code[pc + 2], code[pc + 3], code[pc + 4], declared != Storage.BYTE);
  }

  /**
   * Stores a register into an element.
   *
   * @param isCut true if the value has been cut to size. Which of its two sizes bastore cuts to is
   *     known here only; the others are cut by the code writer
   */
  void store(MIFrame frame, Storage declared, int array, int index, int from, boolean isCut) {
    checkBounds(frame, array, frame.values[index], (int) frame.longs[index]);
    Storage storage = storage(frame, array, declared);
    if (storage == Storage.REF) {
      checkStore(frame, array, from);
    }
    Value given = frame.values[from];
    Value value = isCut ? given : tracer.cut(storage, given, (int) frame.longs[from]);
    record(frame.values[array], frame.values[index], value, storage);
    int i = (int) frame.longs[index];
    if (storage == Storage.REF) {
      Heap.putItemRef(frame.refs[array], i, frame.refs[from]);
    } else {
      Heap.putItemBits(frame.refs[array], i, storage, frame.longs[from]);
    }
  }

  private void record(Value array, Value index, Value value, Storage storage) {
    Op op = Op.family("setarrayitem", storage.kind());
    tracer.recorder.record(op, ArrayDescr.of(storage.type()), array, index, value);
    heap.escape(value);
    heap.writeItem(array, index, storage);
    if (HeapTracer.isKeptWhole(storage, value)) {
      heap.learnItem(array, index, storage, HeapTracer.narrowed(storage, value));
    }
  }

  /** The array is not null and the index is in it, or the recording ends. */
  private void checkBounds(MIFrame frame, int array, Value position, int index) {
    memory.checkNonNull(frame, array);
    int length = Array.getLength(frame.refs[array]);
    if (index < 0 || index >= length) {
      throw tracer.exceptionByCheck("index out of bounds");
    }
    Value object = frame.values[array];
    if (!heap.isInBounds(object, position)) {
      Value size = lengthOf(frame, array);
      Value check = tracer.recordPrimitive(Op.UINT_LT, 1, position, size);
      if (!check.isConstant()) {
        tracer.guard(Op.GUARD_TRUE, null, check);
      }
      heap.learnInBounds(object, position);
    }
  }

  /**
   * Records {@code System.arraycopy} of a few elements, whose number and places are constant, as
   * loads and stores: an array that is virtual stays so.
   *
   * @param arguments the registers of source, position, destination, position and length
   * @return false if it has to be called; nothing has been done then
   */
  boolean copy(MIFrame frame, int[] arguments) {
    int source = arguments[0];
    int target = arguments[2];
    int length = (int) frame.longs[arguments[4]];
    if (!isShortCopy(frame, arguments)) {
      return false;
    }
    Class<?> from = memory.guardClass(frame, source);
    Class<?> to = memory.guardClass(frame, target);
    Storage storage = Storage.of(from.getComponentType());
    int first = (int) frame.longs[arguments[1]];
    int firstTarget = (int) frame.longs[arguments[3]];
    if (length == 0) {
      return true;
    }
    int last = first + length - 1;
    int lastTarget = firstTarget + length - 1;
    checkBounds(frame, source, Constant.ofInt(last), last);
    checkBounds(frame, target, Constant.ofInt(lastTarget), lastTarget);
    Value[] values = new Value[length];
    for (int i = 0; i < length; i++) {
      values[i] = loaded(frame, source, Constant.ofInt(first + i), first + i, storage);
    }
    for (int i = 0; i < length; i++) {
      record(frame.values[target], Constant.ofInt(firstTarget + i), values[i], storage);
    }
    System.arraycopy(frame.refs[source], first, frame.refs[target], firstTarget, length);
    return true;
  }

  /**
   * Records {@code clone} of an array as an allocation, loads and stores, if its length is known to
   * be one of few: the copy may be virtual, and the array may stay so.
   *
   * @param to the register of the copy
   * @return false if it has to be called; nothing has been done then
   */
  boolean clone(MIFrame frame, int source, int to) {
    if (!isArray(frame, source) || !isShort(frame.values[source])) {
      return false;
    }
    Class<?> component = memory.guardClass(frame, source).getComponentType();
    Storage storage = Storage.of(component);
    Value size = heap.length(frame.values[source]);
    int length = concreteLength(frame, source);
    Object copy = Heap.allocateArray(component, length);
    Value value = recordAllocation(copy.getClass(), size);
    for (int i = 0; i < length; i++) {
      Constant index = Constant.ofInt(i);
      record(value, index, loaded(frame, source, index, i, storage), storage);
    }
    System.arraycopy(frame.refs[source], 0, copy, 0, length);
    frame.setRef(to, value, copy);
    return true;
  }

  private boolean isShort(Value array) {
    return heap.length(array) instanceof Constant length
        && length.asInt() <= (heap.isFresh(array) ? COPIED : CLONED);
  }

  /**
   * The call of a method of the JDK on whole arrays, if it touches the elements of one storage
   * alone; else null.
   */
  CallDescr call(MIFrame frame, ResolvedMethod method, int[] arguments) {
    boolean copies = isCopy(method);
    boolean clones = isClone(method);
    if (!(copies || clones) || !isArray(frame, arguments[0])) {
      return null;
    }
    if (copies && !isArray(frame, arguments[2])) {
      return null;
    }
    Storage storage = storageOf(frame, arguments[0]);
    if (clones) {
      return ArrayCalls.clone(storage);
    }
    return storageOf(frame, arguments[2]) == storage ? ArrayCalls.copy(storage) : null;
  }

  /** True for {@code System.arraycopy}. */
  static boolean isCopy(ResolvedMethod method) {
    return method.owner() == System.class && method.name().equals("arraycopy");
  }

  /** True for {@code clone}, of arrays and of other objects. */
  static boolean isClone(ResolvedMethod method) {
    return method.owner() == Object.class && method.name().equals("clone");
  }

  private static boolean isArray(MIFrame frame, int register) {
    Object array = frame.refs[register];
    return array != null && array.getClass().isArray();
  }

  private Storage storageOf(MIFrame frame, int array) {
    return Storage.of(memory.guardClass(frame, array).getComponentType());
  }

  /** True if the copy is short, its place is constant, and it cannot fail. */
  private static boolean isShortCopy(MIFrame frame, int[] arguments) {
    Object source = frame.refs[arguments[0]];
    Object target = frame.refs[arguments[2]];
    int length = (int) frame.longs[arguments[4]];
    boolean isConstant =
        frame.values[arguments[1]].isConstant()
            && frame.values[arguments[3]].isConstant()
            && frame.values[arguments[4]].isConstant();
    return isConstant
        && (length > 0 || isAtStart(frame, arguments))
        && length <= COPIED
        && isRange(source, (int) frame.longs[arguments[1]], length)
        && isRange(target, (int) frame.longs[arguments[3]], length)
        && mayCopy(source.getClass().getComponentType(), target.getClass().getComponentType());
  }

  /** True if both places are the first, which are fine for no elements of any array. */
  private static boolean isAtStart(MIFrame frame, int[] arguments) {
    return (frame.longs[arguments[1]] | frame.longs[arguments[3]] | frame.longs[arguments[4]]) == 0;
  }

  private static boolean isRange(Object array, int first, int length) {
    return array != null
        && array.getClass().isArray()
        && first >= 0
        && first <= Array.getLength(array) - length;
  }

  /** True if no element of such an array has to be checked before it is stored. */
  private static boolean mayCopy(Class<?> from, Class<?> to) {
    return from == to || !from.isPrimitive() && !to.isPrimitive() && to.isAssignableFrom(from);
  }

  /** baload and bastore are for byte[] and boolean[]: the class tells. */
  private Storage storage(MIFrame frame, int array, Storage declared) {
    if (declared != Storage.BYTE) {
      return declared;
    }
    return memory.guardClass(frame, array) == boolean[].class ? Storage.BOOLEAN : Storage.BYTE;
  }

  /** The reference may stand in the array, or the recording ends. */
  private void checkStore(MIFrame frame, int array, int from) {
    Class<?> component = memory.guardClass(frame, array).getComponentType();
    Object ref = frame.refs[from];
    if (component == Object.class || ref == null && frame.values[from].isConstant()) {
      return;
    }
    if (ref != null && !component.isInstance(ref)) {
      throw tracer.exceptionByCheck("array store");
    }
    Value value = frame.values[from];
    Class<?> known = heap.knownClass(value);
    boolean fits = value.isConstant() || known != null && component.isAssignableFrom(known);
    if (!fits && ref == null) {
      tracer.guard(Op.GUARD_ISNULL, null, value);
    } else if (!fits) {
      Value check = tracer.recorder.record(Op.INSTANCE_OF, new ClassDescr(component), value);
      tracer.guard(Op.GUARD_TRUE, null, check);
    }
  }
}
