package dev.metajit.metainterp;

import dev.metajit.codewriter.ClassRef;
import dev.metajit.codewriter.FieldRef;
import dev.metajit.codewriter.JitOp;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Storage;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;

/**
 * Fields, arrays, types and allocations, as the blackhole executes them. Checks are made here, not
 * left to HotSpot: in hot code that throws exceptions without message and stack trace.
 */
final class BlackholeMemory {
  private static final Storage[] STORAGES = Storage.values();

  private BlackholeMemory() {}

  static void execute(JitOp op, BlackholeFrame frame, int pc) {
    int[] code = frame.code.code();
    Object[] pool = frame.code.pool();
    long[] longs = frame.longs;
    Object[] refs = frame.refs;
    switch (op) {
      case GETFIELD -> {
        FieldDescr field = ((FieldRef) pool[code[pc + 3]]).resolve();
        load(frame, code[pc + 1], nonNull(refs[code[pc + 2]]), field);
      }
      case PUTFIELD -> {
        FieldDescr field = ((FieldRef) pool[code[pc + 3]]).resolve();
        store(frame, nonNull(refs[code[pc + 1]]), field, code[pc + 2]);
      }
      case GETSTATIC -> {
        FieldRef field = (FieldRef) pool[code[pc + 2]];
        field.ensureInitialized();
        load(frame, code[pc + 1], field.staticBase(), field.resolve());
      }
      case PUTSTATIC -> {
        FieldRef field = (FieldRef) pool[code[pc + 2]];
        field.ensureInitialized();
        store(frame, field.staticBase(), field.resolve(), code[pc + 1]);
      }
      case ARRAY_LOAD -> arrayLoad(frame, pc);
      case ARRAY_STORE -> arrayStore(frame, pc);
      case NEW -> refs[code[pc + 1]] = allocate(((ClassRef) pool[code[pc + 2]]).resolve());
      case NEW_ARRAY -> {
        Class<?> component = ((ClassRef) pool[code[pc + 3]]).resolve();
        refs[code[pc + 1]] = Array.newInstance(component, (int) longs[code[pc + 2]]);
      }
      case MULTI_NEW_ARRAY -> refs[code[pc + 1]] = multiNewArray(frame, pc);
      case INSTANCE_OF -> {
        longs[code[pc + 1]] = isInstance(refs[code[pc + 2]], (ClassRef) pool[code[pc + 3]]);
      }
      case CHECK_CAST -> {
        refs[code[pc + 1]] = cast(refs[code[pc + 2]], (ClassRef) pool[code[pc + 3]]);
      }
      default -> throw new IllegalStateException("not an instruction of the blackhole: " + op);
    }
  }

  /** The reference, unless it is null. */
  static Object nonNull(Object value) {
    if (value == null) {
      throw new NullPointerException();
    }
    return value;
  }

  private static void load(BlackholeFrame frame, int destination, Object base, FieldDescr field) {
    if (field.kind() == Kind.REF) {
      frame.refs[destination] = Heap.getRef(base, field);
    } else {
      frame.longs[destination] = Heap.getBits(base, field);
    }
  }

  private static void store(BlackholeFrame frame, Object base, FieldDescr field, int source) {
    if (field.kind() == Kind.REF) {
      Heap.putRef(base, field, frame.refs[source]);
    } else {
      Heap.putBits(base, field, frame.longs[source]);
    }
  }

  private static void arrayLoad(BlackholeFrame frame, int pc) {
    int[] code = frame.code.code();
    Object array = nonNull(frame.refs[code[pc + 3]]);
    int index = checkIndex(array, (int) frame.longs[code[pc + 4]]);
    int destination = code[pc + 2];
    switch (STORAGES[code[pc + 1]]) {
      case REF -> frame.refs[destination] = ((Object[]) array)[index];
      case INT -> frame.longs[destination] = ((int[]) array)[index];
      case LONG -> frame.longs[destination] = ((long[]) array)[index];
      case FLOAT -> frame.longs[destination] = Float.floatToRawIntBits(((float[]) array)[index]);
      case DOUBLE ->
          frame.longs[destination] = Double.doubleToRawLongBits(((double[]) array)[index]);
      case CHAR -> frame.longs[destination] = ((char[]) array)[index];
      case SHORT -> frame.longs[destination] = ((short[]) array)[index];
      case BYTE, BOOLEAN -> frame.longs[destination] = loadByte(array, index);
    }
  }

  private static int checkIndex(Object array, int index) {
    int length = Array.getLength(array);
    if (index < 0 || index >= length) {
      throw new ArrayIndexOutOfBoundsException(
          "Index " + index + " out of bounds for length " + length);
    }
    return index;
  }

  private static void storeRef(Object[] array, int index, Object value) {
    if (value != null && !array.getClass().getComponentType().isInstance(value)) {
      throw new ArrayStoreException(value.getClass().getName());
    }
    array[index] = value;
  }

  private static int loadByte(Object array, int index) {
    if (array instanceof boolean[] booleans) {
      return booleans[index] ? 1 : 0;
    }
    return ((byte[]) array)[index];
  }

  private static void arrayStore(BlackholeFrame frame, int pc) {
    int[] code = frame.code.code();
    Object array = nonNull(frame.refs[code[pc + 2]]);
    int index = checkIndex(array, (int) frame.longs[code[pc + 3]]);
    long bits = frame.longs[code[pc + 4]];
    switch (STORAGES[code[pc + 1]]) {
      case REF -> storeRef((Object[]) array, index, frame.refs[code[pc + 4]]);
      case INT -> ((int[]) array)[index] = (int) bits;
      case LONG -> ((long[]) array)[index] = bits;
      case FLOAT -> ((float[]) array)[index] = Float.intBitsToFloat((int) bits);
      case DOUBLE -> ((double[]) array)[index] = Double.longBitsToDouble(bits);
      case CHAR -> ((char[]) array)[index] = (char) bits;
      case SHORT -> ((short[]) array)[index] = (short) bits;
      case BYTE, BOOLEAN -> storeByte(array, index, bits);
    }
  }

  private static void storeByte(Object array, int index, long bits) {
    if (array instanceof boolean[] booleans) {
      booleans[index] = (bits & 1) != 0;
    } else {
      ((byte[]) array)[index] = (byte) bits;
    }
  }

  private static Object allocate(Class<?> type) {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw new InstantiationError(type.getName());
    }
    return Heap.allocate(type);
  }

  private static Object multiNewArray(BlackholeFrame frame, int pc) {
    int[] code = frame.code.code();
    Class<?> component = ((ClassRef) frame.code.pool()[code[pc + 2]]).resolve();
    int[] lengths = new int[code[pc + 3]];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = (int) frame.longs[code[pc + 4 + i]];
      component = component.getComponentType();
    }
    return Array.newInstance(component, lengths);
  }

  /** Does not load the class for null, nor does the JVM. */
  private static int isInstance(Object value, ClassRef type) {
    return value != null && type.resolve().isInstance(value) ? 1 : 0;
  }

  private static Object cast(Object value, ClassRef type) {
    if (value == null || type.resolve().isInstance(value)) {
      return value;
    }
    throw new ClassCastException(ClassCastMessage.of(value.getClass(), type.resolve()));
  }
}
