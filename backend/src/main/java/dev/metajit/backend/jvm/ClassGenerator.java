package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Exit;
import dev.metajit.trace.Trace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Makes a class of traces: a method that is entered at the first one, and its parts. */
final class ClassGenerator {
  static final String NAME = Type.getInternalName(CompiledCode.class) + "$Traces";

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final ClassConstants constants = new ClassConstants(NAME);
  private final LeaveMethods leaveMethods = new LeaveMethods(NAME, writer, constants);
  private final CallMethods callMethods = new CallMethods(NAME, writer, constants);
  private final TraceGroup group;
  private final List<List<Trace>> methods;
  private final MethodForm form;
  private final Map<Trace, Integer> sizes = new IdentityHashMap<>();

  private ClassGenerator(TraceGroup group, List<List<Trace>> methods, MethodForm form) {
    this.group = group;
    this.methods = methods;
    this.form = form;
  }

  /**
   * Makes a class of the traces.
   *
   * @param methods the traces of each method, which is entered at the first of them
   * @param form that of the first method; the others are its parts
   */
  static GeneratedClass generate(TraceGroup group, List<List<Trace>> methods, MethodForm form) {
    return new ClassGenerator(group, methods, form).generate();
  }

  private GeneratedClass generate() {
    writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME, null, form.superName(), null);
    constructor();
    List<Exit> exits = new ArrayList<>();
    List<MethodForm> forms = new ArrayList<>(List.of(form));
    for (int i = 1; i < methods.size(); i++) {
      forms.add(form.part(i, methods.get(i).get(0)));
    }
    for (int i = methods.size() - 1; i >= 0; i--) {
      method(methods.get(i), forms.get(i), parts(i, forms), exits);
    }
    leaveMethods.declare();
    callMethods.declare();
    constants.declare(writer);
    writer.visitEnd();
    return new GeneratedClass(methods, bytes(), constants.data(), exits, sizes);
  }

  /** The parts that this method may call, by their entries: those behind it, so that it ends. */
  private Map<Trace, MethodForm> parts(int method, List<MethodForm> forms) {
    Map<Trace, MethodForm> parts = new IdentityHashMap<>();
    for (int i = method + 1; i < methods.size(); i++) {
      parts.put(methods.get(i).get(0), forms.get(i));
    }
    return parts;
  }

  /** The class file; null if a method is longer than the JVM permits. */
  private byte[] bytes() {
    try {
      return writer.toByteArray();
    } catch (IndexOutOfBoundsException | LimitExceededException e) {
      // MethodTooLargeException, or ASM gives up when it lengthens the jumps of a long method
      return null;
    }
  }

  private void constructor() {
    MethodVisitor code = writer.visitMethod(0, "<init>", "()V", null, null);
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, form.superName(), "<init>", "()V", false);
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void method(
      List<Trace> traces, MethodForm form, Map<Trace, MethodForm> parts, List<Exit> exits) {
    List<Exit> fromParts = List.copyOf(exits);
    MethodVisitor code =
        writer.visitMethod(form.access(), form.name(), form.descriptor(), null, null);
    MethodContext context =
        new MethodContext(
            code, constants, leaveMethods, callMethods, group, traces, form, parts, exits);
    List<TraceGenerator> generators =
        traces.stream().map(trace -> new TraceGenerator(context, trace)).toList();
    code.visitCode();
    TraceGenerator first = generators.get(0);
    measure(
        code,
        first.trace(),
        () -> {
          form.enter(code);
          first.writeEntry();
        });
    generators.forEach(one -> measure(code, one.trace(), one::writeOperations));
    generators.forEach(one -> measure(code, one.trace(), one::writeOutOfLine));
    if (context.hasBack()) {
      measure(code, first.trace(), () -> form.comeBack(context, fromParts));
    }
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void measure(MethodVisitor code, Trace trace, Runnable part) {
    Label start = new Label();
    Label end = new Label();
    code.visitLabel(start);
    part.run();
    code.visitLabel(end);
    sizes.merge(trace, end.getOffset() - start.getOffset(), Integer::sum);
  }
}
