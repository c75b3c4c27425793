package dev.metajit.it;

import dev.metajit.it.guest.constructs.Construct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Samples of what is allowed in class files but not, or hardly ever, written by javac. */
final class OddBytecode {
  static final String OLD = "dev/metajit/it/guest/constructs/Old";
  static final String RARE = "dev/metajit/it/guest/constructs/Rare";

  private static final String SHAPE = "(IJ)J";

  /** Writes the body of a sample; the round is local 0, the sum local 1. */
  private interface Body {
    void write(MethodVisitor code);
  }

  private OddBytecode() {}

  /** Writes the classes into a directory. */
  static void write(Path directory) throws IOException {
    store(directory, OLD, old());
    store(directory, RARE, rare());
  }

  private static void store(Path directory, String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static ClassWriter start(int version, String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(version, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    return writer;
  }

  private static void sample(ClassWriter writer, String name, String construct, Body body) {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    MethodVisitor code = writer.visitMethod(access, name, SHAPE, null, null);
    code.visitAnnotation(Type.getDescriptor(Construct.class), true).visit("value", construct);
    code.visitCode();
    body.write(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static byte[] old() {
    ClassWriter writer = start(Opcodes.V1_5, OLD);
    sample(
        writer,
        "subroutine",
        "subroutines (`jsr`, `ret`), as in class files before Java 6",
        code -> {
          Label subroutine = new Label();
          Label end = new Label();
          code.visitJumpInsn(Opcodes.JSR, subroutine);
          code.visitJumpInsn(Opcodes.JSR, subroutine);
          code.visitJumpInsn(Opcodes.GOTO, end);
          code.visitLabel(subroutine);
          code.visitVarInsn(Opcodes.ASTORE, 3);
          code.visitIincInsn(0, 5);
          code.visitVarInsn(Opcodes.RET, 3);
          code.visitLabel(end);
          returnRound(code);
        });
    return writer.toByteArray();
  }

  private static void returnRound(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitInsn(Opcodes.I2L);
    code.visitInsn(Opcodes.LRETURN);
  }

  private static byte[] rare() {
    ClassWriter writer = start(Opcodes.V17, RARE);
    sample(writer, "shuffles", "every way to shuffle the operand stack", OddBytecode::shuffles);
    sample(writer, "wideLocals", "locals beyond 255 (`wide`)", OddBytecode::wideLocals);
    sample(
        writer,
        "constants",
        "long constants in a pool of more than 256 (`ldc_w`)",
        code -> {
          code.visitInsn(Opcodes.LCONST_0);
          for (int i = 0; i < 600; i++) {
            code.visitLdcInsn(100_000 + i);
            code.visitInsn(Opcodes.I2L);
            code.visitInsn(i % 2 == 0 ? Opcodes.LADD : Opcodes.LXOR);
          }
          code.visitInsn(Opcodes.LRETURN);
        });
    sample(writer, "farJump", "a method of 60,000 bytes, with far jumps", OddBytecode::farJump);
    sample(
        writer,
        "handleConstants",
        "constants: method handles and types",
        code -> {
          code.visitLdcInsn(Type.getMethodType("(I)J"));
          code.visitInsn(Opcodes.POP);
          code.visitLdcInsn(
              new Handle(Opcodes.H_INVOKESTATIC, "java/lang/Math", "abs", "(I)I", false));
          code.visitVarInsn(Opcodes.ILOAD, 0);
          String handle = "java/lang/invoke/MethodHandle";
          code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, handle, "invokeExact", "(I)I", false);
          code.visitInsn(Opcodes.I2L);
          code.visitInsn(Opcodes.LRETURN);
        });
    sample(
        writer,
        "dynamicConstant",
        "dynamic constants",
        code -> {
          String desc =
              "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)"
                  + "Ljava/lang/Object;";
          Handle bootstrap =
              new Handle(
                  Opcodes.H_INVOKESTATIC,
                  "java/lang/invoke/ConstantBootstraps",
                  "nullConstant",
                  desc,
                  false);
          code.visitLdcInsn(new ConstantDynamic("none", "Ljava/lang/String;", bootstrap));
          code.visitInsn(Opcodes.POP);
          returnRound(code);
        });
    sample(
        writer,
        "uncut",
        "ints that no narrow type holds, passed and stored as bytes",
        code -> {
          code.visitInsn(Opcodes.ICONST_1);
          code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BOOLEAN);
          code.visitVarInsn(Opcodes.ASTORE, 3);
          code.visitVarInsn(Opcodes.ALOAD, 3);
          code.visitInsn(Opcodes.ICONST_0);
          code.visitVarInsn(Opcodes.ILOAD, 0);
          code.visitInsn(Opcodes.BASTORE);
          code.visitVarInsn(Opcodes.ALOAD, 3);
          code.visitInsn(Opcodes.ICONST_0);
          code.visitInsn(Opcodes.BALOAD);
          code.visitInsn(Opcodes.I2L);
          code.visitInsn(Opcodes.LRETURN);
        });
    return writer.toByteArray();
  }

  private static void shuffles(MethodVisitor code) {
    int[] shuffles = {
      Opcodes.DUP_X1, Opcodes.DUP_X2, Opcodes.SWAP, Opcodes.DUP2, Opcodes.DUP2_X1, Opcodes.DUP2_X2
    };
    for (int i = 1; i <= 4; i++) {
      code.visitVarInsn(Opcodes.ILOAD, 0);
      code.visitIntInsn(Opcodes.BIPUSH, i);
      code.visitInsn(Opcodes.IADD);
    }
    for (int shuffle : shuffles) {
      code.visitInsn(Opcodes.NOP);
      code.visitInsn(shuffle);
    }
    code.visitInsn(Opcodes.POP2);
    code.visitInsn(Opcodes.POP);
    code.visitInsn(Opcodes.ISUB);
    for (int i = 0; i < 7; i++) {
      code.visitIntInsn(Opcodes.BIPUSH, 3);
      code.visitInsn(Opcodes.IMUL);
      code.visitInsn(i % 2 == 0 ? Opcodes.IADD : Opcodes.IXOR);
    }
    code.visitInsn(Opcodes.I2L);
    code.visitInsn(Opcodes.DUP2);
    code.visitInsn(Opcodes.LADD);
    code.visitInsn(Opcodes.LRETURN);
  }

  private static void wideLocals(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitVarInsn(Opcodes.ISTORE, 300);
    code.visitIincInsn(300, 1000);
    code.visitVarInsn(Opcodes.LLOAD, 1);
    code.visitVarInsn(Opcodes.LSTORE, 400);
    code.visitVarInsn(Opcodes.ILOAD, 300);
    code.visitInsn(Opcodes.I2L);
    code.visitVarInsn(Opcodes.LLOAD, 400);
    code.visitInsn(Opcodes.LADD);
    code.visitInsn(Opcodes.LRETURN);
  }

  /** Not one of its jumps goes far back: loops are another matter. */
  private static void farJump(MethodVisitor code) {
    Label end = new Label();
    code.visitVarInsn(Opcodes.ILOAD, 0);
    code.visitJumpInsn(Opcodes.GOTO, end);
    Label start = new Label();
    code.visitLabel(start);
    code.visitFrame(Opcodes.F_NEW, 2, new Object[] {Opcodes.INTEGER, Opcodes.LONG}, 1, INT);
    for (int i = 0; i < 20_000; i++) {
      code.visitIntInsn(Opcodes.BIPUSH, i % 100);
      code.visitInsn(Opcodes.IADD);
    }
    code.visitLabel(end);
    code.visitFrame(Opcodes.F_NEW, 2, new Object[] {Opcodes.INTEGER, Opcodes.LONG}, 1, INT);
    code.visitInsn(Opcodes.I2L);
    code.visitInsn(Opcodes.LRETURN);
  }

  private static final Object[] INT = {Opcodes.INTEGER};
}
