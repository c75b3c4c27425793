package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.DCONST_0;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.SIPUSH;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Instructions by kind of value, and in their shortest form. */
final class Instructions {
  private static final Type OBJECT = Type.getType(Object.class);

  private Instructions() {}

  /** The JVM type of a kind. */
  static Type type(Kind kind) {
    return switch (kind) {
      case INT -> Type.INT_TYPE;
      case LONG -> Type.LONG_TYPE;
      case FLOAT -> Type.FLOAT_TYPE;
      case DOUBLE -> Type.DOUBLE_TYPE;
      case REF -> OBJECT;
      case VOID -> Type.VOID_TYPE;
    };
  }

  static void load(MethodVisitor code, Kind kind, int local) {
    code.visitVarInsn(type(kind).getOpcode(ILOAD), local);
  }

  static void store(MethodVisitor code, Kind kind, int local) {
    code.visitVarInsn(type(kind).getOpcode(ISTORE), local);
  }

  static void pop(MethodVisitor code, Kind kind) {
    code.visitInsn(type(kind).getSize() == 2 ? POP2 : POP);
  }

  static void pushInt(MethodVisitor code, int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(ICONST_0 + value);
    } else if (value == (byte) value) {
      code.visitIntInsn(BIPUSH, value);
    } else if (value == (short) value) {
      code.visitIntInsn(SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  static void pushLong(MethodVisitor code, long value) {
    if (value == 0 || value == 1) {
      code.visitInsn(LCONST_0 + (int) value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  /** Pushes zero, or null. */
  static void pushZero(MethodVisitor code, Kind kind) {
    switch (kind) {
      case INT -> code.visitInsn(ICONST_0);
      case LONG -> code.visitInsn(LCONST_0);
      case FLOAT -> code.visitInsn(FCONST_0);
      case DOUBLE -> code.visitInsn(DCONST_0);
      default -> code.visitInsn(org.objectweb.asm.Opcodes.ACONST_NULL);
    }
  }

  /** Pushes a primitive; a NaN by its bits, which a constant in the class file need not keep. */
  static void pushPrimitive(MethodVisitor code, Constant constant) {
    switch (constant.kind()) {
      case INT -> pushInt(code, constant.asInt());
      case LONG -> pushLong(code, constant.asLong());
      case FLOAT -> pushFloat(code, constant.asFloat());
      case DOUBLE -> pushDouble(code, constant.asDouble());
      default -> throw new IllegalArgumentException("not primitive: " + constant.kind());
    }
  }

  private static void pushFloat(MethodVisitor code, float value) {
    if (Float.isNaN(value)) {
      pushInt(code, Float.floatToRawIntBits(value));
      invokeStatic(code, "java/lang/Float", "intBitsToFloat", "(I)F");
    } else if (Float.floatToRawIntBits(value) == 0) {
      code.visitInsn(FCONST_0);
    } else {
      code.visitLdcInsn(value);
    }
  }

  private static void pushDouble(MethodVisitor code, double value) {
    if (Double.isNaN(value)) {
      pushLong(code, Double.doubleToRawLongBits(value));
      invokeStatic(code, "java/lang/Double", "longBitsToDouble", "(J)D");
    } else if (Double.doubleToRawLongBits(value) == 0) {
      code.visitInsn(DCONST_0);
    } else {
      code.visitLdcInsn(value);
    }
  }

  /** What is on the stack becomes its bits, a long. */
  static void toBits(MethodVisitor code, Kind kind) {
    if (kind == Kind.FLOAT) {
      invokeStatic(code, "java/lang/Float", "floatToRawIntBits", "(F)I");
    } else if (kind == Kind.DOUBLE) {
      invokeStatic(code, "java/lang/Double", "doubleToRawLongBits", "(D)J");
    }
    if (kind == Kind.INT || kind == Kind.FLOAT) {
      code.visitInsn(org.objectweb.asm.Opcodes.I2L);
    }
  }

  /** The bits on the stack, a long, become the value. */
  static void fromBits(MethodVisitor code, Kind kind) {
    if (kind == Kind.INT || kind == Kind.FLOAT) {
      code.visitInsn(org.objectweb.asm.Opcodes.L2I);
    }
    if (kind == Kind.FLOAT) {
      invokeStatic(code, "java/lang/Float", "intBitsToFloat", "(I)F");
    } else if (kind == Kind.DOUBLE) {
      invokeStatic(code, "java/lang/Double", "longBitsToDouble", "(J)D");
    }
  }

  static void invokeStatic(MethodVisitor code, String owner, String name, String descriptor) {
    code.visitMethodInsn(INVOKESTATIC, owner, name, descriptor, false);
  }

  static void invokeVirtual(MethodVisitor code, String owner, String name, String descriptor) {
    code.visitMethodInsn(INVOKEVIRTUAL, owner, name, descriptor, false);
  }
}
