package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.IF_ACMPNE;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.LCMP;

import dev.metajit.trace.Constant;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Writes guards that stand for themselves: those that ask for no other operation's outcome. */
final class GuardWriter {
  private final MethodVisitor code;
  private final int thrown;
  private final ClassConstants constants;
  private final ValueWriter values;
  private final KnownTypes known;

  GuardWriter(MethodContext context, ValueWriter values, KnownTypes known) {
    this.code = context.code();
    this.thrown = context.form().thrown();
    this.constants = context.constants();
    this.values = values;
    this.known = known;
  }

  /** Goes to {@code failing} unless the guard holds. */
  void write(Operation guard, Label failing) {
    switch (guard.op()) {
      case GUARD_TRUE -> branch(guard.argument(0), IFEQ, failing);
      case GUARD_FALSE -> branch(guard.argument(0), IFNE, failing);
      case GUARD_VALUE -> value(guard.argument(0), (Constant) guard.argument(1), failing);
      case GUARD_NONNULL -> nonNull(guard.argument(0), failing);
      case GUARD_ISNULL -> branch(guard.argument(0), IFNONNULL, failing);
      case GUARD_CLASS -> exactClass(guard, failing);
      case GUARD_NONNULL_CLASS -> {
        nonNull(guard.argument(0), failing);
        exactClass(guard, failing);
      }
      case GUARD_NOT_INVALIDATED -> notInvalidated(guard, failing);
      case GUARD_ALWAYS_FAILS -> code.visitJumpInsn(GOTO, failing);
      default -> throw new IllegalArgumentException("nothing right before to ask about: " + guard);
    }
  }

  private void branch(Value value, int opcode, Label failing) {
    values.push(value);
    code.visitJumpInsn(opcode, failing);
  }

  private void nonNull(Value value, Label failing) {
    branch(value, IFNULL, failing);
    known.isNonNull(value);
  }

  private void value(Value value, Constant expected, Label failing) {
    values.push(value);
    if (expected.kind() == Kind.REF) {
      ref(value, expected, failing);
    } else if (expected.kind() == Kind.INT) {
      Instructions.pushInt(code, expected.asInt());
      code.visitJumpInsn(IF_ICMPNE, failing);
    } else {
      Instructions.toBits(code, expected.kind());
      Instructions.pushLong(code, expected.bits());
      code.visitInsn(LCMP);
      code.visitJumpInsn(IFNE, failing);
    }
  }

  private void ref(Value value, Constant expected, Label failing) {
    if (expected.isNull()) {
      code.visitJumpInsn(IFNONNULL, failing);
      return;
    }
    values.push(expected);
    code.visitJumpInsn(IF_ACMPNE, failing);
    known.isNonNull(value);
    known.isInstance(value, expected.ref().getClass());
  }

  private void exactClass(Operation guard, Label failing) {
    values.push(guard.argument(0));
    branchUnlessClass(guard, failing);
    known.isNonNull(guard.argument(0));
    known.isInstance(guard.argument(0), guard.classDescr().type());
  }

  /** Goes to {@code failing} unless the throwable that was caught is of the guard's class. */
  void thrownClass(Operation guard, Label failing) {
    code.visitVarInsn(ALOAD, thrown);
    branchUnlessClass(guard, failing);
  }

  private void branchUnlessClass(Operation guard, Label failing) {
    Instructions.invokeVirtual(code, "java/lang/Object", "getClass", "()Ljava/lang/Class;");
    constants.push(code, guard.classDescr().type());
    code.visitJumpInsn(IF_ACMPNE, failing);
  }

  private void notInvalidated(Operation guard, Label failing) {
    constants.push(code, guard.descr());
    String owner = Type.getInternalName(InvalidationToken.class);
    Instructions.invokeVirtual(code, owner, "isInvalid", "()Z");
    code.visitJumpInsn(IFNE, failing);
  }
}
