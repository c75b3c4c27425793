package dev.metajit.driver;

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

  TypeInterpreter(ClassHierarchy hierarchy) {
    super(Opcodes.ASM9);
    this.hierarchy = hierarchy;
  }

  @Override
  public BasicValue newValue(Type type) {
    boolean reference =
        type != null && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY);
    return reference ? new BasicValue(type) : super.newValue(type);
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
    boolean array = first.getType().getSort() == Type.ARRAY;
    return array ? newValue(Type.getType(first.getType().getDescriptor().substring(1))) : first;
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
    return merged.equals(a.getType()) ? a : new BasicValue(merged);
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
