package dev.metajit.backend.jvm;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.List;
import java.util.function.Supplier;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes comparisons as conditional branches. */
final class Conditions {
  private final MethodVisitor code;
  private final ClassConstants constants;
  private final ValueWriter values;
  private final VerifierFrames frames;

  Conditions(MethodContext context, ValueWriter values, VerifierFrames frames) {
    this.frames = frames;
    this.code = context.code();
    this.constants = context.constants();
    this.values = values;
  }

  /** Goes to the target if the comparison gives {@code wanted}; else on. */
  void branch(Operation comparison, boolean wanted, Label target) {
    int opcode = compare(comparison);
    code.visitJumpInsn(wanted ? opcode : inverse(opcode), target);
  }

  /**
   * The result of {@link Op.Flag#COMPARE} operations and {@code instance_of} on the stack: 0 or 1.
   *
   * @param alive the variables that are read behind the comparison and set before it
   */
  void materialize(Operation comparison, Supplier<List<Variable>> alive) {
    if (comparison.op() == Op.INSTANCE_OF) {
      compare(comparison);
      return;
    }
    List<Variable> read = alive.get();
    Label yes = new Label();
    Label end = new Label();
    branch(comparison, true, yes);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(yes);
    frames.write(read);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitLabel(end);
    frames.withInt(read);
  }

  /** Writes all but the branch; gives the branch's opcode for a comparison that is true. */
  private int compare(Operation operation) {
    Op op = operation.op();
    if (op == Op.INSTANCE_OF) {
      constants.push(code, operation.classDescr().type());
      values.push(operation.argument(0));
      String descriptor = "(Ljava/lang/Object;)Z";
      Instructions.invokeVirtual(code, "java/lang/Class", "isInstance", descriptor);
      return Opcodes.IFNE;
    }
    if (op == Op.REF_EQ || op == Op.REF_NE) {
      return compareRefs(operation.argument(0), operation.argument(1), op == Op.REF_EQ);
    }
    String name = op.name();
    int relation = name.lastIndexOf('_');
    int zeroOpcode = zeroOpcode(name.substring(relation + 1));
    return switch (name.substring(0, relation)) {
      case "INT" -> compareInts(operation, zeroOpcode);
      case "UINT" -> compareUnsigned(operation, zeroOpcode);
      case "LONG" -> compareWide(operation, Opcodes.LCMP, zeroOpcode);
      case "ULONG" -> compareUnsigned(operation, zeroOpcode);
      case "FLOAT" -> compareFloating(operation, Opcodes.FCMPL, zeroOpcode);
      case "DOUBLE" -> compareFloating(operation, Opcodes.DCMPL, zeroOpcode);
      default -> throw new IllegalArgumentException("not a comparison: " + operation);
    };
  }

  /** The branch that compares an int with zero. */
  private static int zeroOpcode(String relation) {
    return switch (relation) {
      case "LT" -> Opcodes.IFLT;
      case "LE" -> Opcodes.IFLE;
      case "GT" -> Opcodes.IFGT;
      case "GE" -> Opcodes.IFGE;
      case "EQ" -> Opcodes.IFEQ;
      default -> Opcodes.IFNE;
    };
  }

  private int compareRefs(Value one, Value other, boolean equal) {
    values.push(one);
    if (other instanceof Constant constant && constant.isNull()) {
      return equal ? Opcodes.IFNULL : Opcodes.IFNONNULL;
    }
    values.push(other);
    return equal ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE;
  }

  private int compareInts(Operation operation, int zeroOpcode) {
    values.push(operation.argument(0));
    if (operation.argument(1).equals(Constant.ofInt(0))) {
      return zeroOpcode;
    }
    values.push(operation.argument(1));
    return zeroOpcode - Opcodes.IFEQ + Opcodes.IF_ICMPEQ;
  }

  private int compareWide(Operation operation, int opcode, int zeroOpcode) {
    operation.arguments().forEach(values::push);
    code.visitInsn(opcode);
    return zeroOpcode;
  }

  /** Adds the smallest value to both, which makes the order that of signed numbers. */
  private int compareUnsigned(Operation operation, int zeroOpcode) {
    boolean isInt = operation.argument(0).kind() == Kind.INT;
    for (Value value : operation.arguments()) {
      values.push(value);
      Instructions.pushPrimitive(
          code, isInt ? Constant.ofInt(Integer.MIN_VALUE) : Constant.ofLong(Long.MIN_VALUE));
      code.visitInsn(isInt ? Opcodes.IADD : Opcodes.LADD);
    }
    if (isInt) {
      return zeroOpcode - Opcodes.IFEQ + Opcodes.IF_ICMPEQ;
    }
    code.visitInsn(Opcodes.LCMP);
    return zeroOpcode;
  }

  /** Less-than is false for NaN if NaN counts as greater, greater-than if it counts as less. */
  private int compareFloating(Operation operation, int cmpl, int zeroOpcode) {
    boolean less = zeroOpcode == Opcodes.IFLT || zeroOpcode == Opcodes.IFLE;
    return compareWide(operation, less ? cmpl + 1 : cmpl, zeroOpcode);
  }

  /** The branch that is taken exactly where this one is not. */
  static int inverse(int opcode) {
    return opcode >= Opcodes.IFNULL ? opcode ^ 1 : ((opcode + 1) ^ 1) - 1;
  }
}
