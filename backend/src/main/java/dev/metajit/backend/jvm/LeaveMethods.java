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
    Parameters values = new Parameters(kinds, 2);
    String descriptor = "(L" + FRAME + ";I" + values.descriptor() + ")V";
    methods.put("leave" + descriptor, () -> declareLeave(descriptor, values));
    Instructions.invokeStatic(code, owner, "leave", descriptor);
  }

  /**
   * Calls the method for these kinds that also leaves, in a frame of its own, and brings the portal
   * to its end; the values and the exit's number stand on the stack, and the result will.
   */
  void callLast(MethodVisitor code, List<Kind> kinds, CallForm form) {
    Parameters values = new Parameters(kinds, 0);
    String descriptor = "(" + values.descriptor() + "I)" + form.resultDescriptor();
    methods.put("last" + descriptor, () -> declareLast(descriptor, values, form));
    Instructions.invokeStatic(code, owner, "last", descriptor);
  }

  /** Writes the methods that were called. */
  void declare() {
    methods.values().forEach(Runnable::run);
  }

  private void declareLeave(String descriptor, Parameters values) {
    MethodVisitor code = start("leave", descriptor);
    for (int i = 0; i < values.count(); i++) {
      pushArray(code, 0, values.kinds().get(i));
      code.visitVarInsn(ILOAD, 1);
      Instructions.pushInt(code, i);
      code.visitInsn(IADD);
      store(code, values, i);
    }
    code.visitInsn(RETURN);
    end(code);
  }

  private void declareLast(String descriptor, Parameters values, CallForm form) {
    MethodVisitor code = start("last", descriptor);
    int exit = values.end();
    int frame = exit + 1;
    form.makeFrame(code, constants, frame);
    for (int i = 0; i < values.count(); i++) {
      pushArray(code, frame, values.kinds().get(i));
      Instructions.pushInt(code, i);
      store(code, values, i);
    }
    form.leave(code, constants, exit, frame);
    end(code);
  }

  private MethodVisitor start(String name, String descriptor) {
    int access = ACC_PRIVATE | ACC_STATIC;
    MethodVisitor code = visitor.visitMethod(access, name, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code) {
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Pushes the array of the frame in this local that values of the kind stand in. */
  private static void pushArray(MethodVisitor code, int frame, Kind kind) {
    boolean isRef = kind == Kind.REF;
    code.visitVarInsn(ALOAD, frame);
    String array = isRef ? "refs" : "longs";
    code.visitFieldInsn(GETFIELD, FRAME, array, isRef ? "[Ljava/lang/Object;" : "[J");
  }

  /** Stores a value into the array and at the index that are on the stack. */
  private static void store(MethodVisitor code, Parameters values, int number) {
    Kind kind = values.kinds().get(number);
    Instructions.load(code, kind, values.local(number));
    Instructions.toBits(code, kind);
    code.visitInsn(kind == Kind.REF ? AASTORE : LASTORE);
  }
}
