package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.LALOAD;

import dev.metajit.trace.Kind;
import org.objectweb.asm.MethodVisitor;

/** Reads values from the frame. */
final class FrameAccess {
  private FrameAccess() {}

  /** Pushes the value in this slot. */
  static void load(MethodVisitor code, int slot, Kind kind) {
    boolean isRef = kind == Kind.REF;
    code.visitVarInsn(ALOAD, MethodContext.FRAME);
    String array = isRef ? "refs" : "longs";
    code.visitFieldInsn(GETFIELD, LeaveMethods.FRAME, array, isRef ? "[Ljava/lang/Object;" : "[J");
    Instructions.pushInt(code, slot);
    code.visitInsn(isRef ? AALOAD : LALOAD);
    Instructions.fromBits(code, kind);
  }
}
