package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.I2B;
import static org.objectweb.asm.Opcodes.I2C;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.I2S;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LSHL;
import static org.objectweb.asm.Opcodes.NEWARRAY;
import static org.objectweb.asm.Opcodes.T_BOOLEAN;
import static org.objectweb.asm.Opcodes.T_BYTE;
import static org.objectweb.asm.Opcodes.T_CHAR;
import static org.objectweb.asm.Opcodes.T_DOUBLE;
import static org.objectweb.asm.Opcodes.T_FLOAT;
import static org.objectweb.asm.Opcodes.T_INT;
import static org.objectweb.asm.Opcodes.T_LONG;
import static org.objectweb.asm.Opcodes.T_SHORT;

import dev.metajit.trace.Constant;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Heap;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.Locale;
import jdk.internal.misc.Unsafe;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes accesses to fields and arrays, and allocations, with the JDK's internal {@code Unsafe}.
 *
 * <p>HotSpot compiles these to plain loads and stores only where it sees the class of the object.
 * So an object whose class it cannot see is cast before it is first used; the cast never fails.
 */
final class HeapWriter {
  private static final String UNSAFE = Type.getInternalName(Unsafe.class);
  private static final String LENGTH = Type.getInternalName(ArrayLength.class);
  private static final String OBJECT = "Ljava/lang/Object;";

  private final MethodVisitor code;
  private final ClassConstants constants;
  private final ValueWriter values;
  private final KnownTypes known;

  HeapWriter(MethodContext context, ValueWriter values, KnownTypes known) {
    this.code = context.code();
    this.constants = context.constants();
    this.values = values;
    this.known = known;
  }

  void getField(Operation operation) {
    FieldDescr field = operation.field();
    pushAddress(operation.argument(0), field);
    access("get", field.storage(), order(field));
    values.store(operation.result());
    known.isInstance(operation.result(), field.type());
  }

  void setField(Operation operation) {
    FieldDescr field = operation.field();
    pushAddress(operation.argument(0), field);
    pushNarrow(operation.argument(1), field.storage());
    access("put", field.storage(), order(field));
  }

  private void pushAddress(Value object, FieldDescr field) {
    if (!field.isStatic()) {
      show(object, field.owner());
    }
    constants.push(code, Unsafe.getUnsafe());
    values.push(object);
    Instructions.pushLong(code, field.offset());
  }

  void getItem(Operation operation) {
    Storage storage = operation.array().storage();
    pushAddress(operation.argument(0), operation.argument(1), storage);
    access("get", storage, "");
    values.store(operation.result());
  }

  void setItem(Operation operation) {
    Storage storage = operation.array().storage();
    pushAddress(operation.argument(0), operation.argument(1), storage);
    pushNarrow(operation.argument(2), storage);
    access("put", storage, "");
  }

  private void pushAddress(Value array, Value index, Storage storage) {
    Class<?> arrayClass = storage.type().arrayType();
    show(array, arrayClass);
    constants.push(code, Unsafe.getUnsafe());
    values.push(array);
    long base = Heap.arrayBase(arrayClass);
    int scale = Heap.arrayScale(arrayClass);
    if (index instanceof Constant constant) {
      Instructions.pushLong(code, base + (long) constant.asInt() * scale);
      return;
    }
    values.push(index);
    code.visitInsn(I2L);
    if (scale > 1) {
      Instructions.pushInt(code, Integer.numberOfTrailingZeros(scale));
      code.visitInsn(LSHL);
    }
    Instructions.pushLong(code, base);
    code.visitInsn(LADD);
  }

  /** A load or store of bytes of a {@code byte[]}. */
  void bytes(Operation operation) {
    Storage storage = operation.array().storage();
    show(operation.argument(0), byte[].class);
    constants.push(code, Unsafe.getUnsafe());
    values.push(operation.argument(0));
    values.push(operation.argument(1));
    String order = storage == Storage.BYTE ? "" : "Unaligned";
    if (operation.result() == null) {
      pushNarrow(operation.argument(2), storage);
      access("put", storage, order);
    } else {
      access("get", storage, order);
      values.store(operation.result());
    }
  }

  /** Casts, unless HotSpot sees already that this is a non-null instance of the class. */
  private void show(Value object, Class<?> type) {
    if (!(object instanceof Variable variable)) {
      return;
    }
    boolean seesType = known.knowsInstance(variable, type);
    if (seesType && known.knowsNonNull(variable)) {
      return;
    }
    boolean byName = type.isArray();
    if (!seesType && !byName) {
      constants.push(code, type);
    }
    values.push(object);
    if (!known.knowsNonNull(variable)) {
      String descriptor = "(" + OBJECT + ")" + OBJECT;
      Instructions.invokeStatic(code, "java/util/Objects", "requireNonNull", descriptor);
    }
    if (!seesType && byName) {
      code.visitTypeInsn(CHECKCAST, Type.getInternalName(type));
    } else if (!seesType) {
      String descriptor = "(" + OBJECT + ")" + OBJECT;
      Instructions.invokeVirtual(code, "java/lang/Class", "cast", descriptor);
    }
    values.store(variable);
    known.isNonNull(variable);
    if (!seesType) {
      known.isInstance(variable, type);
    }
  }

  private void access(String verb, Storage storage, String order) {
    boolean isRef = storage == Storage.REF;
    String name = isRef ? "Reference" : capitalized(storage.type().getName());
    String type = isRef ? OBJECT : storage.type().descriptorString();
    String descriptor =
        verb.equals("get") ? "(" + OBJECT + "J)" + type : "(" + OBJECT + "J" + type + ")V";
    Instructions.invokeVirtual(code, UNSAFE, verb + name + order, descriptor);
  }

  /** How the names of Unsafe's methods end. */
  private static String order(FieldDescr field) {
    if (field.isOpaque()) {
      return "Opaque";
    }
    return field.isVolatile() ? "Volatile" : "";
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** Pushes what is stored: an int that is too wide loses its upper bits. */
  private void pushNarrow(Value value, Storage storage) {
    values.push(value);
    switch (storage) {
      case BOOLEAN -> {
        code.visitInsn(ICONST_1);
        code.visitInsn(IAND);
      }
      case BYTE -> code.visitInsn(I2B);
      case CHAR -> code.visitInsn(I2C);
      case SHORT -> code.visitInsn(I2S);
      default -> {}
    }
  }

  void arrayLength(Operation operation) {
    Value array = operation.argument(0);
    values.push(array);
    Class<?> type = array instanceof Variable variable ? known.arrayType(variable) : null;
    if (type == null) {
      String method = ArrayLength.method(known.expectedStorage(array));
      Instructions.invokeStatic(code, LENGTH, method, "(" + OBJECT + ")I");
    } else {
      code.visitTypeInsn(CHECKCAST, Type.getInternalName(nameable(type)));
      code.visitInsn(ARRAYLENGTH);
    }
    values.store(operation.result());
    known.isNonNull(array);
  }

  /** The array class itself if it is of primitives, else {@code Object[]}. */
  private static Class<?> nameable(Class<?> arrayType) {
    return Storage.of(arrayType.getComponentType()).type().arrayType();
  }

  void allocate(Operation operation) {
    constants.push(code, Unsafe.getUnsafe());
    constants.push(code, operation.classDescr().type());
    String descriptor = "(Ljava/lang/Class;)" + OBJECT;
    Instructions.invokeVirtual(code, UNSAFE, "allocateInstance", descriptor);
    allocated(operation, operation.classDescr().type());
  }

  void allocateArray(Operation operation) {
    Class<?> component = operation.array().component();
    if (component.isPrimitive()) {
      values.push(operation.argument(0));
      code.visitIntInsn(NEWARRAY, arrayCode(operation.array().storage()));
    } else {
      constants.push(code, component);
      values.push(operation.argument(0));
      String descriptor = "(Ljava/lang/Class;I)" + OBJECT;
      Instructions.invokeStatic(code, "java/lang/reflect/Array", "newInstance", descriptor);
    }
    allocated(operation, operation.array().arrayClass());
  }

  private void allocated(Operation operation, Class<?> type) {
    values.store(operation.result());
    known.isNonNull(operation.result());
    known.isInstance(operation.result(), type);
  }

  private static int arrayCode(Storage storage) {
    return switch (storage) {
      case BOOLEAN -> T_BOOLEAN;
      case BYTE -> T_BYTE;
      case CHAR -> T_CHAR;
      case SHORT -> T_SHORT;
      case INT -> T_INT;
      case LONG -> T_LONG;
      case FLOAT -> T_FLOAT;
      case DOUBLE -> T_DOUBLE;
      case REF -> throw new IllegalArgumentException("not primitive");
    };
  }
}
