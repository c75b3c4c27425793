package dev.metajit.driver;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/** Values with their exact types; types are joined as the old verifier does. */
final class TypeInterpreter extends BasicInterpreter {
  /** Not called NULL: in here that would be {@link Opcodes#NULL}. */
  static final Type NULL_REFERENCE = NULL_TYPE;

  private final ClassHierarchy hierarchy;

  /** By internal name: that two are of the same type is then seen without comparing the names. */
  private final Map<String, BasicValue> references = new HashMap<>();

  /** What arrays give when they are read. */
  private final Map<BasicValue, BasicValue> elements = new IdentityHashMap<>();

  TypeInterpreter(ClassHierarchy hierarchy) {
    super(Opcodes.ASM9);
    this.hierarchy = hierarchy;
  }

  @Override
  public BasicValue newValue(Type type) {
    boolean reference =
        type != null && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY);
    return reference ? reference(type) : super.newValue(type);
  }

  private BasicValue element(BasicValue array) {
    BasicValue known = elements.get(array);
    if (known == null) {
      known = newValue(Type.getType(array.getType().getDescriptor().substring(1)));
      elements.put(array, known);
    }
    return known;
  }

  private BasicValue reference(Type type) {
    String name = type.getInternalName();
    BasicValue known = references.get(name);
    if (known == null) {
      known = new BasicValue(type);
      references.put(name, known);
    }
    return known;
  }

  @Override
  public BasicValue newOperation(AbstractInsnNode instruction) throws AnalyzerException {
    return instruction.getOpcode() == Opcodes.NEW
        ? new NewValue(instruction)
        : super.newOperation(instruction);
  }

  @Override
  public BasicValue binaryOperation(
      AbstractInsnNode instruction, BasicValue first, BasicValue second) throws AnalyzerException {
    if (instruction.getOpcode() != Opcodes.AALOAD) {
      return super.binaryOperation(instruction, first, second);
    }
    return first.getType().getSort() == Type.ARRAY ? element(first) : first;
  }

  @Override
  public BasicValue merge(BasicValue a, BasicValue b) {
    if (a == b || a.equals(b)) {
      return a;
    }
    if (!isReference(a) || !isReference(b)) {
      return BasicValue.UNINITIALIZED_VALUE;
    }
    Type merged = merge(a.getType(), b.getType());
    return merged.equals(a.getType()) ? a : reference(merged);
  }

  private static boolean isReference(BasicValue value) {
    return value.isReference()
        && !(value instanceof NewValue)
        && value != BasicValue.RETURNADDRESS_VALUE;
  }

  private Type merge(Type a, Type b) {
    if (a.equals(NULL_REFERENCE) || b.equals(NULL_REFERENCE)) {
      return a.equals(NULL_REFERENCE) ? b : a;
    }
    if (a.getSort() == Type.OBJECT && b.getSort() == Type.OBJECT) {
      return Type.getObjectType(hierarchy.commonSuper(a.getInternalName(), b.getInternalName()));
    }
    if (a.getSort() == Type.ARRAY && b.getSort() == Type.ARRAY) {
      Type x = Type.getType(a.getDescriptor().substring(1));
      Type y = Type.getType(b.getDescriptor().substring(1));
      if (x.getSort() >= Type.ARRAY && y.getSort() >= Type.ARRAY) {
        return Type.getType("[" + merge(x, y).getDescriptor());
      }
    }
    return Type.getObjectType("java/lang/Object");
  }
}
