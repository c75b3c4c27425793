package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import dev.metajit.backend.TraceGroup;
import dev.metajit.trace.Trace;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Makes a class of traces: one method that is entered at the first trace. */
final class ClassGenerator {
  static final String NAME = Type.getInternalName(CompiledCode.class) + "$Traces";

  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final ClassConstants constants = new ClassConstants(NAME);
  private final LeaveMethods leaveMethods = new LeaveMethods(NAME);
  private final TraceGroup group;
  private final List<Trace> traces;
  private final MethodForm form;
  private final Map<Trace, Integer> sizes = new IdentityHashMap<>();

  private ClassGenerator(TraceGroup group, List<Trace> traces, MethodForm form) {
    this.group = group;
    this.traces = traces;
    this.form = form;
  }

  /** Makes a class of the traces, with a method of this form. */
  static GeneratedClass generate(TraceGroup group, List<Trace> traces, MethodForm form) {
    return new ClassGenerator(group, traces, form).generate();
  }

  private GeneratedClass generate() {
    writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME, null, form.superName(), null);
    constructor();
    MethodContext context = run();
    leaveMethods.declare(writer);
    constants.declare(writer);
    writer.visitEnd();
    return new GeneratedClass(traces, bytes(), constants.data(), context.exits(), sizes);
  }

  /** The class file; null if the method is longer than the JVM permits. */
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

  private MethodContext run() {
    MethodVisitor code =
        writer.visitMethod(form.access(), form.name(), form.descriptor(), null, null);
    MethodContext context = new MethodContext(code, constants, leaveMethods, group, traces, form);
    List<TraceGenerator> generators =
        traces.stream().map(trace -> new TraceGenerator(context, trace)).toList();
    code.visitCode();
    form.enter(code);
    generators.get(0).writeEntry();
    generators.forEach(one -> measure(code, one.trace(), one::writeOperations));
    generators.forEach(one -> measure(code, one.trace(), one::writeOutOfLine));
    code.visitMaxs(0, 0);
    code.visitEnd();
    return context;
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
