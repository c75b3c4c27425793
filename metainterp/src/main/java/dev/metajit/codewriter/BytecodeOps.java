package dev.metajit.codewriter;

import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import org.objectweb.asm.Opcodes;

/** Which operation a bytecode instruction is. */
final class BytecodeOps {
  private BytecodeOps() {}

  /**
   * The primitive operation of an arithmetic, comparing or converting instruction, or {@code null}.
   */
  static Op arithmetic(int opcode) {
    return switch (opcode) {
      case Opcodes.IADD -> Op.INT_ADD;
      case Opcodes.ISUB -> Op.INT_SUB;
      case Opcodes.IMUL -> Op.INT_MUL;
      case Opcodes.IDIV -> Op.INT_DIV;
      case Opcodes.IREM -> Op.INT_REM;
      case Opcodes.INEG -> Op.INT_NEG;
      case Opcodes.ISHL -> Op.INT_SHL;
      case Opcodes.ISHR -> Op.INT_SHR;
      case Opcodes.IUSHR -> Op.INT_USHR;
      case Opcodes.IAND -> Op.INT_AND;
      case Opcodes.IOR -> Op.INT_OR;
      case Opcodes.IXOR -> Op.INT_XOR;
      case Opcodes.LADD -> Op.LONG_ADD;
      case Opcodes.LSUB -> Op.LONG_SUB;
      case Opcodes.LMUL -> Op.LONG_MUL;
      case Opcodes.LDIV -> Op.LONG_DIV;
      case Opcodes.LREM -> Op.LONG_REM;
      case Opcodes.LNEG -> Op.LONG_NEG;
      case Opcodes.LSHL -> Op.LONG_SHL;
      case Opcodes.LSHR -> Op.LONG_SHR;
      case Opcodes.LUSHR -> Op.LONG_USHR;
      case Opcodes.LAND -> Op.LONG_AND;
      case Opcodes.LOR -> Op.LONG_OR;
      case Opcodes.LXOR -> Op.LONG_XOR;
      case Opcodes.LCMP -> Op.LONG_CMP;
      default -> floating(opcode);
    };
  }

  private static Op floating(int opcode) {
    return switch (opcode) {
      case Opcodes.FADD -> Op.FLOAT_ADD;
      case Opcodes.FSUB -> Op.FLOAT_SUB;
      case Opcodes.FMUL -> Op.FLOAT_MUL;
      case Opcodes.FDIV -> Op.FLOAT_DIV;
      case Opcodes.FREM -> Op.FLOAT_REM;
      case Opcodes.FNEG -> Op.FLOAT_NEG;
      case Opcodes.FCMPL -> Op.FLOAT_CMPL;
      case Opcodes.FCMPG -> Op.FLOAT_CMPG;
      case Opcodes.DADD -> Op.DOUBLE_ADD;
      case Opcodes.DSUB -> Op.DOUBLE_SUB;
      case Opcodes.DMUL -> Op.DOUBLE_MUL;
      case Opcodes.DDIV -> Op.DOUBLE_DIV;
      case Opcodes.DREM -> Op.DOUBLE_REM;
      case Opcodes.DNEG -> Op.DOUBLE_NEG;
      case Opcodes.DCMPL -> Op.DOUBLE_CMPL;
      case Opcodes.DCMPG -> Op.DOUBLE_CMPG;
      default -> conversion(opcode);
    };
  }

  private static Op conversion(int opcode) {
    return switch (opcode) {
      case Opcodes.I2L -> Op.INT_TO_LONG;
      case Opcodes.I2F -> Op.INT_TO_FLOAT;
      case Opcodes.I2D -> Op.INT_TO_DOUBLE;
      case Opcodes.L2I -> Op.LONG_TO_INT;
      case Opcodes.L2F -> Op.LONG_TO_FLOAT;
      case Opcodes.L2D -> Op.LONG_TO_DOUBLE;
      case Opcodes.F2I -> Op.FLOAT_TO_INT;
      case Opcodes.F2L -> Op.FLOAT_TO_LONG;
      case Opcodes.F2D -> Op.FLOAT_TO_DOUBLE;
      case Opcodes.D2I -> Op.DOUBLE_TO_INT;
      case Opcodes.D2L -> Op.DOUBLE_TO_LONG;
      case Opcodes.D2F -> Op.DOUBLE_TO_FLOAT;
      case Opcodes.I2B -> Op.INT_TO_BYTE;
      case Opcodes.I2C -> Op.INT_TO_CHAR;
      case Opcodes.I2S -> Op.INT_TO_SHORT;
      default -> null;
    };
  }

  /** What the result of a conversion is known to fit, or {@code null}. */
  static Storage narrow(Op op) {
    return switch (op) {
      case INT_TO_BYTE -> Storage.BYTE;
      case INT_TO_CHAR -> Storage.CHAR;
      case INT_TO_SHORT -> Storage.SHORT;
      default -> null;
    };
  }

  /** The elements that an array load or store instruction is about; byte stands for boolean too. */
  static Storage arrayStorage(int opcode) {
    return switch (opcode) {
      case Opcodes.IALOAD, Opcodes.IASTORE -> Storage.INT;
      case Opcodes.LALOAD, Opcodes.LASTORE -> Storage.LONG;
      case Opcodes.FALOAD, Opcodes.FASTORE -> Storage.FLOAT;
      case Opcodes.DALOAD, Opcodes.DASTORE -> Storage.DOUBLE;
      case Opcodes.BALOAD, Opcodes.BASTORE -> Storage.BYTE;
      case Opcodes.CALOAD, Opcodes.CASTORE -> Storage.CHAR;
      case Opcodes.SALOAD, Opcodes.SASTORE -> Storage.SHORT;
      default -> Storage.REF;
    };
  }

  /** The kind that a load, store or return instruction of a local variable is about. */
  static Kind variableKind(int opcode) {
    return switch (opcode) {
      case Opcodes.ILOAD, Opcodes.ISTORE, Opcodes.IRETURN -> Kind.INT;
      case Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.LRETURN -> Kind.LONG;
      case Opcodes.FLOAD, Opcodes.FSTORE, Opcodes.FRETURN -> Kind.FLOAT;
      case Opcodes.DLOAD, Opcodes.DSTORE, Opcodes.DRETURN -> Kind.DOUBLE;
      default -> Kind.REF;
    };
  }

  /** The component type of {@code newarray}. */
  static Class<?> primitiveComponent(int operand) {
    return switch (operand) {
      case Opcodes.T_BOOLEAN -> boolean.class;
      case Opcodes.T_CHAR -> char.class;
      case Opcodes.T_FLOAT -> float.class;
      case Opcodes.T_DOUBLE -> double.class;
      case Opcodes.T_BYTE -> byte.class;
      case Opcodes.T_SHORT -> short.class;
      case Opcodes.T_INT -> int.class;
      case Opcodes.T_LONG -> long.class;
      default -> throw new IllegalArgumentException("not a primitive array: " + operand);
    };
  }

  /**
   * The comparison of an {@code if_icmp}, {@code if_acmp}, {@code ifnull} or {@code ifeq} and their
   * like.
   */
  static Op comparison(int opcode) {
    return switch (opcode) {
      case Opcodes.IFEQ, Opcodes.IF_ICMPEQ -> Op.INT_EQ;
      case Opcodes.IFNE, Opcodes.IF_ICMPNE -> Op.INT_NE;
      case Opcodes.IFLT, Opcodes.IF_ICMPLT -> Op.INT_LT;
      case Opcodes.IFGE, Opcodes.IF_ICMPGE -> Op.INT_GE;
      case Opcodes.IFGT, Opcodes.IF_ICMPGT -> Op.INT_GT;
      case Opcodes.IFLE, Opcodes.IF_ICMPLE -> Op.INT_LE;
      case Opcodes.IF_ACMPEQ, Opcodes.IFNULL -> Op.REF_EQ;
      case Opcodes.IF_ACMPNE, Opcodes.IFNONNULL -> Op.REF_NE;
      default -> throw new IllegalArgumentException("not a conditional jump: " + opcode);
    };
  }
}
