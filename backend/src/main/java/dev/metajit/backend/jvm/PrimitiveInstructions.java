package dev.metajit.backend.jvm;

import dev.metajit.trace.Op;
import java.util.EnumMap;
import java.util.Map;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The table of primitive operations that are a single instruction, or a single call to the JDK. */
final class PrimitiveInstructions {
  private static final Map<Op, Integer> OPCODES = new EnumMap<>(Op.class);
  private static final Map<Op, StaticMethod> METHODS = new EnumMap<>(Op.class);

  private record StaticMethod(String owner, String name, String descriptor) {}

  static {
    intOpcodes();
    longOpcodes();
    floatOpcodes();
    doubleOpcodes();
    conversionOpcodes();
    integerMethods();
    floatingMethods();
  }

  private PrimitiveInstructions() {}

  private static void intOpcodes() {
    OPCODES.put(Op.INT_ADD, Opcodes.IADD);
    OPCODES.put(Op.INT_SUB, Opcodes.ISUB);
    OPCODES.put(Op.INT_MUL, Opcodes.IMUL);
    OPCODES.put(Op.INT_DIV, Opcodes.IDIV);
    OPCODES.put(Op.INT_REM, Opcodes.IREM);
    OPCODES.put(Op.INT_AND, Opcodes.IAND);
    OPCODES.put(Op.INT_OR, Opcodes.IOR);
    OPCODES.put(Op.INT_XOR, Opcodes.IXOR);
    OPCODES.put(Op.INT_SHL, Opcodes.ISHL);
    OPCODES.put(Op.INT_SHR, Opcodes.ISHR);
    OPCODES.put(Op.INT_USHR, Opcodes.IUSHR);
    OPCODES.put(Op.INT_NEG, Opcodes.INEG);
  }

  private static void longOpcodes() {
    OPCODES.put(Op.LONG_ADD, Opcodes.LADD);
    OPCODES.put(Op.LONG_SUB, Opcodes.LSUB);
    OPCODES.put(Op.LONG_MUL, Opcodes.LMUL);
    OPCODES.put(Op.LONG_DIV, Opcodes.LDIV);
    OPCODES.put(Op.LONG_REM, Opcodes.LREM);
    OPCODES.put(Op.LONG_AND, Opcodes.LAND);
    OPCODES.put(Op.LONG_OR, Opcodes.LOR);
    OPCODES.put(Op.LONG_XOR, Opcodes.LXOR);
    OPCODES.put(Op.LONG_SHL, Opcodes.LSHL);
    OPCODES.put(Op.LONG_SHR, Opcodes.LSHR);
    OPCODES.put(Op.LONG_USHR, Opcodes.LUSHR);
    OPCODES.put(Op.LONG_NEG, Opcodes.LNEG);
    OPCODES.put(Op.LONG_CMP, Opcodes.LCMP);
  }

  private static void floatOpcodes() {
    OPCODES.put(Op.FLOAT_ADD, Opcodes.FADD);
    OPCODES.put(Op.FLOAT_SUB, Opcodes.FSUB);
    OPCODES.put(Op.FLOAT_MUL, Opcodes.FMUL);
    OPCODES.put(Op.FLOAT_DIV, Opcodes.FDIV);
    OPCODES.put(Op.FLOAT_REM, Opcodes.FREM);
    OPCODES.put(Op.FLOAT_NEG, Opcodes.FNEG);
    OPCODES.put(Op.FLOAT_CMPL, Opcodes.FCMPL);
    OPCODES.put(Op.FLOAT_CMPG, Opcodes.FCMPG);
  }

  private static void doubleOpcodes() {
    OPCODES.put(Op.DOUBLE_ADD, Opcodes.DADD);
    OPCODES.put(Op.DOUBLE_SUB, Opcodes.DSUB);
    OPCODES.put(Op.DOUBLE_MUL, Opcodes.DMUL);
    OPCODES.put(Op.DOUBLE_DIV, Opcodes.DDIV);
    OPCODES.put(Op.DOUBLE_REM, Opcodes.DREM);
    OPCODES.put(Op.DOUBLE_NEG, Opcodes.DNEG);
    OPCODES.put(Op.DOUBLE_CMPL, Opcodes.DCMPL);
    OPCODES.put(Op.DOUBLE_CMPG, Opcodes.DCMPG);
  }

  private static void conversionOpcodes() {
    OPCODES.put(Op.INT_TO_LONG, Opcodes.I2L);
    OPCODES.put(Op.INT_TO_FLOAT, Opcodes.I2F);
    OPCODES.put(Op.INT_TO_DOUBLE, Opcodes.I2D);
    OPCODES.put(Op.LONG_TO_INT, Opcodes.L2I);
    OPCODES.put(Op.LONG_TO_FLOAT, Opcodes.L2F);
    OPCODES.put(Op.LONG_TO_DOUBLE, Opcodes.L2D);
    OPCODES.put(Op.FLOAT_TO_INT, Opcodes.F2I);
    OPCODES.put(Op.FLOAT_TO_LONG, Opcodes.F2L);
    OPCODES.put(Op.FLOAT_TO_DOUBLE, Opcodes.F2D);
    OPCODES.put(Op.DOUBLE_TO_INT, Opcodes.D2I);
    OPCODES.put(Op.DOUBLE_TO_LONG, Opcodes.D2L);
    OPCODES.put(Op.DOUBLE_TO_FLOAT, Opcodes.D2F);
    OPCODES.put(Op.INT_TO_BYTE, Opcodes.I2B);
    OPCODES.put(Op.INT_TO_CHAR, Opcodes.I2C);
    OPCODES.put(Op.INT_TO_SHORT, Opcodes.I2S);
    for (Op op : Op.values()) {
      if (op.text().startsWith("same_as_")) {
        OPCODES.put(op, Opcodes.NOP);
      }
    }
  }

  private static void integerMethods() {
    method(Op.INT_BIT_COUNT, "Integer", "bitCount", "(I)I");
    method(Op.INT_LEADING_ZEROS, "Integer", "numberOfLeadingZeros", "(I)I");
    method(Op.INT_TRAILING_ZEROS, "Integer", "numberOfTrailingZeros", "(I)I");
    method(Op.INT_ROTATE_LEFT, "Integer", "rotateLeft", "(II)I");
    method(Op.INT_ROTATE_RIGHT, "Integer", "rotateRight", "(II)I");
    method(Op.INT_REVERSE_BYTES, "Integer", "reverseBytes", "(I)I");
    method(Op.INT_REVERSE, "Integer", "reverse", "(I)I");
    method(Op.UINT_DIV, "Integer", "divideUnsigned", "(II)I");
    method(Op.UINT_REM, "Integer", "remainderUnsigned", "(II)I");
    method(Op.LONG_BIT_COUNT, "Long", "bitCount", "(J)I");
    method(Op.LONG_LEADING_ZEROS, "Long", "numberOfLeadingZeros", "(J)I");
    method(Op.LONG_TRAILING_ZEROS, "Long", "numberOfTrailingZeros", "(J)I");
    method(Op.LONG_ROTATE_LEFT, "Long", "rotateLeft", "(JI)J");
    method(Op.LONG_ROTATE_RIGHT, "Long", "rotateRight", "(JI)J");
    method(Op.LONG_REVERSE_BYTES, "Long", "reverseBytes", "(J)J");
    method(Op.LONG_REVERSE, "Long", "reverse", "(J)J");
    method(Op.ULONG_DIV, "Long", "divideUnsigned", "(JJ)J");
    method(Op.ULONG_REM, "Long", "remainderUnsigned", "(JJ)J");
    method(Op.LONG_MULTIPLY_HIGH, "Math", "multiplyHigh", "(JJ)J");
  }

  private static void floatingMethods() {
    method(Op.FLOAT_ABS, "Math", "abs", "(F)F");
    method(Op.FLOAT_MIN, "Math", "min", "(FF)F");
    method(Op.FLOAT_MAX, "Math", "max", "(FF)F");
    method(Op.DOUBLE_ABS, "Math", "abs", "(D)D");
    method(Op.DOUBLE_SQRT, "Math", "sqrt", "(D)D");
    method(Op.DOUBLE_MIN, "Math", "min", "(DD)D");
    method(Op.DOUBLE_MAX, "Math", "max", "(DD)D");
    method(Op.DOUBLE_FLOOR, "Math", "floor", "(D)D");
    method(Op.DOUBLE_CEIL, "Math", "ceil", "(D)D");
    method(Op.DOUBLE_RINT, "Math", "rint", "(D)D");
    method(Op.FLOAT_TO_RAW_BITS, "Float", "floatToRawIntBits", "(F)I");
    method(Op.BITS_TO_FLOAT, "Float", "intBitsToFloat", "(I)F");
    method(Op.DOUBLE_TO_RAW_BITS, "Double", "doubleToRawLongBits", "(D)J");
    method(Op.BITS_TO_DOUBLE, "Double", "longBitsToDouble", "(J)D");
  }

  private static void method(Op op, String owner, String name, String descriptor) {
    METHODS.put(op, new StaticMethod("java/lang/" + owner, name, descriptor));
  }

  /** Writes the operation, its operands standing on the stack; false if it is not in the table. */
  static boolean write(MethodVisitor code, Op op) {
    Integer opcode = OPCODES.get(op);
    if (opcode != null) {
      if (opcode != Opcodes.NOP) {
        code.visitInsn(opcode);
      }
      return true;
    }
    if (op == Op.FLOAT_SQRT) {
      code.visitInsn(Opcodes.F2D);
      Instructions.invokeStatic(code, "java/lang/Math", "sqrt", "(D)D");
      code.visitInsn(Opcodes.D2F);
      return true;
    }
    StaticMethod method = METHODS.get(op);
    if (method == null) {
      return false;
    }
    Instructions.invokeStatic(code, method.owner(), method.name(), method.descriptor());
    return true;
  }
}
