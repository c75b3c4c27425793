package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.LASTORE;

import dev.metajit.trace.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Methods of the generated class that store values into the frame, one for each combination of
 * kinds: into a frame that there is, or into a new one that they also leave in. They keep the code
 * of exits out of the method that has to stay small: HotSpot compiles no method of more than 8000
 * bytes.
 */
final class LeaveMethods {
  /**
   * How many values go into one call. HotSpot's second compiler gives a method up ("unsupported
   * calling sequence") when these and {@link MethodForm#MOST_ARGUMENTS} are much more than 60.
   */
  static final int MOST = 36;

  static final String FRAME = "dev/metajit/backend/Frame";

  private static final String LEAVER = Type.getInternalName(NumberedLeaver.class);

  private final String owner;
  private final Map<String, Runnable> methods = new LinkedHashMap<>();
  private final ClassVisitor visitor;
  private final ClassConstants constants;

  /** Methods of the class with this internal name and these constants. */
  LeaveMethods(String owner, ClassVisitor visitor, ClassConstants constants) {
    this.owner = owner;
    this.visitor = visitor;
    this.constants = constants;
  }

  /** Calls the method for these kinds; frame, first slot and the values stand on the stack. */
  void call(MethodVisitor code, List<Kind> kinds) {
    String descriptor = "(L" + FRAME + ";I" + descriptors(kinds) + ")V";
    methods.put("leave" + descriptor, () -> declareLeave(descriptor, kinds));
    Instructions.invokeStatic(code, owner, "leave", descriptor);
  }

  /**
   * Calls the method for these kinds that also leaves, in a frame of its own, and brings the portal
   * to its end; the values and the exit's number stand on the stack, and the result will.
   */
  void callLast(MethodVisitor code, List<Kind> kinds, NumberedLeaver leaver, Kind result) {
    String descriptor = "(" + descriptors(kinds) + "I)" + Instructions.type(result).getDescriptor();
    methods.put("last" + descriptor, () -> declareLast(descriptor, kinds, leaver, result));
    Instructions.invokeStatic(code, owner, "last", descriptor);
  }

  private static String descriptors(List<Kind> kinds) {
    StringBuilder text = new StringBuilder();
    kinds.forEach(kind -> text.append(Instructions.type(kind).getDescriptor()));
    return text.toString();
  }

  /** Writes the methods that were called. */
  void declare() {
    methods.values().forEach(Runnable::run);
  }

  private void declareLeave(String descriptor, List<Kind> kinds) {
    MethodVisitor code = start("leave", descriptor);
    write(
        code,
        kinds,
        0,
        2,
        index -> {
          code.visitVarInsn(ILOAD, 1);
          Instructions.pushInt(code, index);
          code.visitInsn(IADD);
        });
    end(code, Kind.VOID);
  }

  private void declareLast(
      String descriptor, List<Kind> kinds, NumberedLeaver leaver, Kind result) {
    MethodVisitor code = start("last", descriptor);
    int number = kinds.stream().mapToInt(kind -> Instructions.type(kind).getSize()).sum();
    int frame = number + 1;
    constants.push(code, leaver);
    Instructions.invokeVirtual(code, LEAVER, "newFrame", "()L" + FRAME + ";");
    code.visitVarInsn(ASTORE, frame);
    write(code, kinds, frame, 0, index -> Instructions.pushInt(code, index));
    constants.push(code, leaver);
    code.visitVarInsn(ILOAD, number);
    code.visitVarInsn(ALOAD, frame);
    Instructions.invokeVirtual(code, LEAVER, "leave", "(IL" + FRAME + ";)V");
    if (result != Kind.VOID) {
      FrameForm.pushSlot(code, frame, 0, result);
    }
    end(code, result);
  }

  private MethodVisitor start(String name, String descriptor) {
    int access = ACC_PRIVATE | ACC_STATIC;
    MethodVisitor code = visitor.visitMethod(access, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code, Kind result) {
    code.visitInsn(Instructions.type(result).getOpcode(IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Moves the values from their locals, the first of which is given, to their slots. */
  private static void write(
      MethodVisitor code, List<Kind> kinds, int frame, int first, IntConsumer pushSlot) {
    int local = first;
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      boolean isRef = kind == Kind.REF;
      code.visitVarInsn(ALOAD, frame);
      String array = isRef ? "refs" : "longs";
      code.visitFieldInsn(GETFIELD, FRAME, array, isRef ? "[Ljava/lang/Object;" : "[J");
      pushSlot.accept(i);
      Instructions.load(code, kind, local);
      Instructions.toBits(code, kind);
      code.visitInsn(isRef ? AASTORE : LASTORE);
      local += Instructions.type(kind).getSize();
    }
  }
}
