package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.IRETURN;

import dev.metajit.trace.CallDescr;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Methods of the generated class that call what is not to be inlined into traces, one for each
 * callee: HotSpot does not inline them, and inlines the callee into them. A handle that is no
 * constant would keep the callee out as well, but to call by it takes several times as long.
 */
final class CallMethods {
  private static final String DONT_INLINE = "Ljdk/internal/vm/annotation/DontInline;";

  private final String owner;
  private final ClassVisitor visitor;
  private final ClassConstants constants;
  private final Map<CallDescr, String> names = new LinkedHashMap<>();

  /** Methods of the class with this internal name and these constants. */
  CallMethods(String owner, ClassVisitor visitor, ClassConstants constants) {
    this.owner = owner;
    this.visitor = visitor;
    this.constants = constants;
  }

  /** Calls the callee; its arguments stand on the stack, and its result will. */
  void call(MethodVisitor code, CallDescr call) {
    String name = names.computeIfAbsent(call, c -> "call" + names.size());
    Instructions.invokeStatic(code, owner, name, descriptor(call));
  }

  private static String descriptor(CallDescr call) {
    return call.target().type().toMethodDescriptorString();
  }

  /** Writes the methods that were called. */
  void declare() {
    names.forEach(this::declare);
  }

  private void declare(CallDescr call, String name) {
    MethodVisitor code =
        visitor.visitMethod(ACC_PRIVATE | ACC_STATIC, name, descriptor(call), null, null);
    code.visitAnnotation(DONT_INLINE, true).visitEnd();
    code.visitCode();
    constants.push(code, call.target());
    Parameters parameters = new Parameters(call.parameters(), 0);
    for (int i = 0; i < parameters.count(); i++) {
      Instructions.load(code, parameters.kinds().get(i), parameters.local(i));
    }
    Instructions.invokeVirtual(
        code, "java/lang/invoke/MethodHandle", "invokeExact", descriptor(call));
    code.visitInsn(Type.getReturnType(descriptor(call)).getOpcode(IRETURN));
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
