package dev.metajit.fuzz.mutation;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A wrong place in one method: lambdas in it count as part of it.
 *
 * @param owner the class, without {@code dev.metajit.}
 * @param method the method's name; all of that name are changed
 * @param kind what is changed
 * @param callee the method that is called, for changes of calls
 * @param wrong the method of {@link Wrong} that changes the value, for changes of values; for
 *     failures, what fails
 * @param numbers an opcode and what stands there instead; for failures, how seldom they are
 */
public record Change(
    String owner, String method, Kind kind, String callee, String wrong, int... numbers) {
  /** What is changed. */
  enum Kind {
    RESULT,
    RESULT_OF_CALL,
    CALL,
    OPCODE,
    FAILURE
  }

  /** The method gives a wrong result. */
  static Change result(String owner, String method, String wrong) {
    return new Change(owner, method, Kind.RESULT, null, wrong);
  }

  /** In the method, a call's result is taken for another. */
  static Change resultOfCall(String owner, String method, String callee, String wrong) {
    return new Change(owner, method, Kind.RESULT_OF_CALL, callee, wrong);
  }

  /** In the method, a call that gives nothing or a boolean is left out; that is false then. */
  static Change withoutCall(String owner, String method, String callee) {
    return new Change(owner, method, Kind.CALL, callee, null);
  }

  /** In the method, one instruction stands for another. */
  static Change opcode(String owner, String method, int opcode, int instead) {
    return new Change(owner, method, Kind.OPCODE, null, null, opcode, instead);
  }

  /** The method throws as soon as it is called, once in so many times on average. */
  static Change fails(String owner, String method, String stage, int oneIn) {
    return new Change(owner, method, Kind.FAILURE, null, stage, oneIn);
  }

  String ownerName() {
    return "dev.metajit." + owner;
  }

  boolean isIn(String name) {
    return name.equals(method) || name.startsWith("lambda$" + method + "$");
  }

  /**
   * A visitor that makes the change.
   *
   * @param descriptor the method's descriptor
   * @param made told at each place that is changed
   */
  MethodVisitor visitor(MethodVisitor code, String descriptor, Runnable made) {
    return new MethodVisitor(Opcodes.ASM9, code) {
      @Override
      public void visitCode() {
        super.visitCode();
        if (kind == Kind.FAILURE) {
          super.visitLdcInsn(wrong);
          super.visitLdcInsn(numbers[0]);
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              Type.getInternalName(Wrong.class),
              "perhaps",
              "(Ljava/lang/String;I)V",
              false);
          made.run();
        }
      }

      @Override
      public void visitInsn(int opcode) {
        boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.ARETURN;
        if (kind == Kind.RESULT && isReturn) {
          distort(mv, Type.getReturnType(descriptor));
          made.run();
        }
        super.visitInsn(replaced(opcode));
      }

      @Override
      public void visitJumpInsn(int opcode, org.objectweb.asm.Label label) {
        super.visitJumpInsn(replaced(opcode), label);
      }

      private int replaced(int opcode) {
        if (kind != Kind.OPCODE || opcode != numbers[0]) {
          return opcode;
        }
        made.run();
        return numbers[1];
      }

      @Override
      public void visitMethodInsn(
          int opcode, String type, String name, String desc, boolean ofInterface) {
        boolean isIt = name.equals(callee);
        if (isIt && kind == Kind.CALL) {
          leaveOut(mv, opcode, desc);
          made.run();
          return;
        }
        super.visitMethodInsn(opcode, type, name, desc, ofInterface);
        if (isIt && kind == Kind.RESULT_OF_CALL) {
          distort(mv, Type.getReturnType(desc));
          made.run();
        }
      }
    };
  }

  private void distort(MethodVisitor code, Type type) {
    boolean isReference = type.getSort() >= Type.ARRAY;
    String of = isReference ? "Ljava/lang/Object;" : type.getDescriptor();
    String wrongClass = Type.getInternalName(Wrong.class);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, wrongClass, wrong, "(" + of + ")" + of, false);
    if (isReference) {
      code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }

  private static void leaveOut(MethodVisitor code, int opcode, String desc) {
    Type[] arguments = Type.getArgumentTypes(desc);
    for (int i = arguments.length - 1; i >= 0; i--) {
      code.visitInsn(arguments[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
    if (opcode != Opcodes.INVOKESTATIC) {
      code.visitInsn(Opcodes.POP);
    }
    if (Type.getReturnType(desc) == Type.BOOLEAN_TYPE) {
      code.visitInsn(Opcodes.ICONST_0);
    }
  }
}
