package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.LASTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.metajit.trace.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/**
 * Methods of the generated class that store values into the frame, one for each combination of
 * kinds. They keep the code of exits out of the method that has to stay small: HotSpot compiles no
 * method of more than 8000 bytes.
 */
final class LeaveMethods {
  /** How many values go into one call. */
  static final int MOST = 60;

  static final String FRAME = "dev/metajit/backend/Frame";

  private final String owner;
  private final Map<String, List<Kind>> methods = new LinkedHashMap<>();

  LeaveMethods(String owner) {
    this.owner = owner;
  }

  /** Calls the method for these kinds; frame, first slot and the values stand on the stack. */
  void call(MethodVisitor code, List<Kind> kinds) {
    String descriptor = descriptor(kinds);
    methods.put(descriptor, kinds);
    Instructions.invokeStatic(code, owner, "leave", descriptor);
  }

  private static String descriptor(List<Kind> kinds) {
    StringBuilder text = new StringBuilder("(L" + FRAME + ";I");
    kinds.forEach(kind -> text.append(Instructions.type(kind).getDescriptor()));
    return text.append(")V").toString();
  }

  /** Writes the methods that were called. */
  void declare(ClassVisitor visitor) {
    methods.forEach(
        (descriptor, kinds) -> {
          int access = ACC_PRIVATE | ACC_STATIC;
          MethodVisitor code = visitor.visitMethod(access, "leave", descriptor, null, null);
          code.visitCode();
          write(code, kinds);
          code.visitInsn(RETURN);
          code.visitMaxs(0, 0);
          code.visitEnd();
        });
  }

  private static void write(MethodVisitor code, List<Kind> kinds) {
    int local = 2;
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      boolean isRef = kind == Kind.REF;
      code.visitVarInsn(ALOAD, 0);
      String array = isRef ? "refs" : "longs";
      code.visitFieldInsn(GETFIELD, FRAME, array, isRef ? "[Ljava/lang/Object;" : "[J");
      code.visitVarInsn(ILOAD, 1);
      Instructions.pushInt(code, i);
      code.visitInsn(IADD);
      Instructions.load(code, kind, local);
      Instructions.toBits(code, kind);
      code.visitInsn(isRef ? AASTORE : LASTORE);
      local += Instructions.type(kind).getSize();
    }
  }
}
