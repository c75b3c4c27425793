package dev.metajit.fuzz.program;

import dev.metajit.fuzz.world.Branch;
import dev.metajit.fuzz.world.Broken;
import dev.metajit.fuzz.world.Circle;
import dev.metajit.fuzz.world.Frame;
import dev.metajit.fuzz.world.GuestError;
import dev.metajit.fuzz.world.Lazy;
import dev.metajit.fuzz.world.Leaf;
import dev.metajit.fuzz.world.Node;
import dev.metajit.fuzz.world.Shape;
import dev.metajit.fuzz.world.Toolbox;
import dev.metajit.fuzz.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The types that random interpreters know. */
public enum ValueType {
  VOID(void.class),
  BOOLEAN(boolean.class),
  BYTE(byte.class),
  SHORT(short.class),
  CHAR(char.class),
  INT(int.class),
  LONG(long.class),
  FLOAT(float.class),
  DOUBLE(double.class),
  OBJECT(Object.class),
  INTEGER(Integer.class),
  WIDE_INTEGER(Long.class),
  REAL(Double.class),
  STRING(String.class),
  THROWABLE(Throwable.class),
  SHAPE(Shape.class),
  NODE(Node.class),
  LEAF(Leaf.class),
  BRANCH(Branch.class),
  CIRCLE(Circle.class),
  GUEST_ERROR(GuestError.class),
  LAZY(Lazy.class),
  BROKEN(Broken.class),
  TOOLBOX(Toolbox.class),
  WORLD(World.class),
  FRAME(Frame.class),
  BOOLEANS(boolean[].class),
  BYTES(byte[].class),
  SHORTS(short[].class),
  CHARS(char[].class),
  INTS(int[].class),
  LONGS(long[].class),
  FLOATS(float[].class),
  DOUBLES(double[].class),
  OBJECTS(Object[].class),
  NODES(Node[].class);

  /** The kinds of the JVM's operand stack. */
  public static final List<ValueType> PRIMITIVES = List.of(INT, LONG, FLOAT, DOUBLE);

  private static final Map<Class<?>, ValueType> BY_CLASS = new HashMap<>();

  static {
    for (ValueType type : values()) {
      BY_CLASS.put(type.javaClass, type);
    }
  }

  private final Class<?> javaClass;
  private final Type asm;

  ValueType(Class<?> javaClass) {
    this.javaClass = javaClass;
    this.asm = Type.getType(javaClass);
  }

  /** The type of a class, or {@code null} if it is none of these. */
  public static ValueType of(Class<?> type) {
    return BY_CLASS.get(type);
  }

  public Class<?> javaClass() {
    return javaClass;
  }

  public String descriptor() {
    return asm.getDescriptor();
  }

  public String internalName() {
    return asm.getInternalName();
  }

  /** Slots on the operand stack. */
  public int size() {
    return asm.getSize();
  }

  /** The instruction for this type, from the one for int, as {@link Type#getOpcode}. */
  public int opcode(int opcodeOfInt) {
    return asm.getOpcode(opcodeOfInt);
  }

  public boolean isReference() {
    return !javaClass.isPrimitive();
  }

  public boolean isArray() {
    return javaClass.isArray();
  }

  /** The type of an array's elements. */
  public ValueType element() {
    return of(javaClass.getComponentType());
  }

  /** What values of this type are on the operand stack: int for boolean, byte, short and char. */
  public ValueType kind() {
    return javaClass.isPrimitive() && asm.getSort() <= Type.INT && this != VOID ? INT : this;
  }

  /** True if a value of the other type needs no cast. */
  public boolean takes(ValueType other) {
    return isReference() ? javaClass.isAssignableFrom(other.javaClass) : kind() == other.kind();
  }

  /** The instruction that pushes the zero or null of this type. */
  int zero() {
    return switch (kind()) {
      case INT -> Opcodes.ICONST_0;
      case LONG -> Opcodes.LCONST_0;
      case FLOAT -> Opcodes.FCONST_0;
      case DOUBLE -> Opcodes.DCONST_0;
      default -> Opcodes.ACONST_NULL;
    };
  }

  @Override
  public String toString() {
    return javaClass.getSimpleName();
  }
}
