package dev.metajit.backend.jvm;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes arithmetic that branches on overflow.
 *
 * <p>Where overflow is not expected this is {@code Math.addExact} and the like, which HotSpot
 * compiles to one instruction and a branch on the overflow flag; but an overflow costs an
 * exception. Where it is expected, the check is arithmetic.
 */
final class OverflowChecks {
  /** What {@link #writeExact}'s handler catches. */
  static final String EXCEPTION = "java/lang/ArithmeticException";

  private final MethodVisitor code;
  private final ValueWriter values;

  OverflowChecks(MethodContext context, ValueWriter values) {
    this.code = context.code();
    this.values = values;
  }

  /** Sets the result; on overflow goes to the handler, which is to call {@link #overflowed}. */
  void writeExact(Operation operation, Label handler) {
    Label start = new Label();
    Label end = new Label();
    code.visitTryCatchBlock(start, end, handler, EXCEPTION);
    operation.arguments().forEach(values::push);
    code.visitLabel(start);
    String name = exactMethod(operation.op());
    String descriptor = operation.result().kind() == Kind.INT ? "(II)I" : "(JJ)J";
    Instructions.invokeStatic(code, "java/lang/Math", name, descriptor);
    code.visitLabel(end);
    values.store(operation.result());
  }

  private static String exactMethod(Op op) {
    return switch (op) {
      case INT_ADD_OVF, LONG_ADD_OVF -> "addExact";
      case INT_SUB_OVF, LONG_SUB_OVF -> "subtractExact";
      default -> "multiplyExact";
    };
  }

  /** Drops the exception and sets the wrapped result. */
  void overflowed(Operation operation) {
    code.visitInsn(Opcodes.POP);
    operation.arguments().forEach(values::push);
    PrimitiveInstructions.write(code, wrapping(operation.op()));
    values.store(operation.result());
  }

  private static Op wrapping(Op op) {
    return Op.ofText(op.text().replace("_ovf", ""));
  }

  /** Sets the result to the wrapped one, then goes to the target if overflow is as wanted. */
  void write(Operation operation, boolean wanted, Label target) {
    int opcode =
        switch (operation.op()) {
          case INT_ADD_OVF, INT_SUB_OVF -> intSum(operation);
          case LONG_ADD_OVF, LONG_SUB_OVF -> longSum(operation);
          case INT_MUL_OVF -> intProduct(operation);
          default -> longProduct(operation);
        };
    code.visitJumpInsn(wanted ? opcode : Conditions.inverse(opcode), target);
  }

  private int intSum(Operation operation) {
    boolean adds = operation.op() == Op.INT_ADD_OVF;
    operation.arguments().forEach(values::push);
    code.visitInsn(adds ? Opcodes.IADD : Opcodes.ISUB);
    values.store(operation.result());
    if (operation.argument(1) instanceof Constant constant) {
      values.push(operation.result());
      values.push(operation.argument(0));
      return (constant.asInt() >= 0) == adds ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT;
    }
    pushSigns(operation, adds, Opcodes.IXOR);
    code.visitInsn(Opcodes.IAND);
    return Opcodes.IFLT;
  }

  private int longSum(Operation operation) {
    boolean adds = operation.op() == Op.LONG_ADD_OVF;
    operation.arguments().forEach(values::push);
    code.visitInsn(adds ? Opcodes.LADD : Opcodes.LSUB);
    values.store(operation.result());
    if (operation.argument(1) instanceof Constant constant) {
      values.push(operation.result());
      values.push(operation.argument(0));
      code.visitInsn(Opcodes.LCMP);
      return (constant.asLong() >= 0) == adds ? Opcodes.IFLT : Opcodes.IFGT;
    }
    pushSigns(operation, adds, Opcodes.LXOR);
    code.visitInsn(Opcodes.LAND);
    code.visitInsn(Opcodes.LCONST_0);
    code.visitInsn(Opcodes.LCMP);
    return Opcodes.IFLT;
  }

  /**
   * A sum overflows if its sign is neither operand's; a difference if a's is neither b's nor its.
   */
  private void pushSigns(Operation operation, boolean adds, int xor) {
    Value a = operation.argument(0);
    Value b = operation.argument(1);
    values.push(a);
    values.push(operation.result());
    code.visitInsn(xor);
    values.push(b);
    values.push(adds ? operation.result() : a);
    code.visitInsn(xor);
  }

  private int intProduct(Operation operation) {
    for (Value argument : operation.arguments()) {
      values.push(argument);
      code.visitInsn(Opcodes.I2L);
    }
    code.visitInsn(Opcodes.LMUL);
    code.visitInsn(Opcodes.DUP2);
    code.visitInsn(Opcodes.L2I);
    values.store(operation.result());
    values.push(operation.result());
    code.visitInsn(Opcodes.I2L);
    code.visitInsn(Opcodes.LCMP);
    return Opcodes.IFNE;
  }

  private int longProduct(Operation operation) {
    operation.arguments().forEach(values::push);
    code.visitInsn(Opcodes.LMUL);
    values.store(operation.result());
    operation.arguments().forEach(values::push);
    Instructions.invokeStatic(code, "java/lang/Math", "multiplyHigh", "(JJ)J");
    values.push(operation.result());
    Instructions.pushInt(code, Long.SIZE - 1);
    code.visitInsn(Opcodes.LSHR);
    code.visitInsn(Opcodes.LCMP);
    return Opcodes.IFNE;
  }
}
