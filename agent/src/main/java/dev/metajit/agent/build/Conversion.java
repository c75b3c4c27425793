package dev.metajit.agent.build;

import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Turns the value on top of the stack into one of another type, as far as an argument or result of
 * a method reference is adapted (JLS 5.3): casts, boxing, unboxing, widening.
 */
final class Conversion {
  private static final Type[] PRIMITIVES = {
    Type.BOOLEAN_TYPE,
    Type.BYTE_TYPE,
    Type.CHAR_TYPE,
    Type.SHORT_TYPE,
    Type.INT_TYPE,
    Type.LONG_TYPE,
    Type.FLOAT_TYPE,
    Type.DOUBLE_TYPE
  };
  private static final String[] BOXES = {
    "Boolean", "Byte", "Character", "Short", "Integer", "Long", "Float", "Double"
  };

  private final InstructionAdapter code;

  Conversion(InstructionAdapter code) {
    this.code = code;
  }

  /** From what a method returns to what the caller of an interface's erased method gets. */
  void result(Type returned, Type instantiated, Type erased) {
    if (erased.equals(Type.VOID_TYPE)) {
      if (!returned.equals(Type.VOID_TYPE)) {
        pop(returned);
      }
    } else {
      boolean references = isReference(returned) && isReference(instantiated);
      Type between = references ? returned : instantiated;
      convert(returned, between);
      convert(between, erased);
    }
  }

  private void pop(Type type) {
    if (type.getSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  /** Converts; a cast that holds for every reference is left out. */
  void convert(Type from, Type to) {
    if (from.equals(to)) {
      return;
    }
    if (isReference(from) && isReference(to)) {
      if (!to.equals(InstructionAdapter.OBJECT_TYPE)) {
        code.checkcast(to);
      }
    } else if (isReference(from)) {
      unbox(from, to);
    } else if (isReference(to)) {
      Type box = boxOf(from);
      code.invokestatic(
          box.getInternalName(), "valueOf", Type.getMethodDescriptor(box, from), false);
    } else {
      code.cast(from, to);
    }
  }

  private void unbox(Type from, Type to) {
    Type exact = primitiveOf(from);
    Type primitive = exact == null ? to : exact;
    Type box = boxOf(primitive);
    convert(from, box);
    code.invokevirtual(
        box.getInternalName(),
        primitive.getClassName() + "Value",
        Type.getMethodDescriptor(primitive),
        false);
    convert(primitive, to);
  }

  private static boolean isReference(Type type) {
    return type.getSort() >= Type.ARRAY;
  }

  /** The class that a primitive type is boxed as. */
  static Type boxOf(Type primitive) {
    for (int i = 0; i < BOXES.length; i++) {
      if (PRIMITIVES[i].equals(primitive)) {
        return Type.getObjectType("java/lang/" + BOXES[i]);
      }
    }
    throw new IllegalArgumentException("no box for " + primitive);
  }

  private static Type primitiveOf(Type box) {
    for (Type primitive : PRIMITIVES) {
      if (boxOf(primitive).equals(box)) {
        return primitive;
      }
    }
    return null;
  }
}
