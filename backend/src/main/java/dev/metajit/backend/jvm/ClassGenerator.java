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
import java.util.LinkedHashMap;
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
  private final List<Trace> roots;
  private final MethodForm form;
  private final Map<Trace, Integer> entries = new LinkedHashMap<>();
  private final Map<Trace, Integer> sizes = new IdentityHashMap<>();

  private ClassGenerator(
      TraceGroup group, List<List<Trace>> methods, List<Trace> roots, MethodForm form) {
    this.group = group;
    this.methods = methods;
    this.roots = roots;
    this.form = form;
  }

  /**
   * Makes a class of the traces.
   *
   * @param methods the traces of each method, which is entered at the first of them
   * @param roots those of the first method that the class is entered at too
   * @param form that of the first method; the others are its parts
   */
  static GeneratedClass generate(
      TraceGroup group, List<List<Trace>> methods, List<Trace> roots, MethodForm form) {
    return new ClassGenerator(group, methods, roots, form).generate();
  }

  private GeneratedClass generate() {
    writer.visit(V17, ACC_FINAL | ACC_SUPER, NAME, null, form.superName(), null);
    constructor();
    List<Exit> exits = new ArrayList<>();
    List<MethodForm> forms = new ArrayList<>(List.of(form));
    for (int i = 1; i < methods.size(); i++) {
      forms.add(form.part(i, methods.get(i).get(0)));
    }
    Map<Trace, MethodForm> parts = Map.of();
    for (int i = methods.size() - 1; i >= 0; i--) {
      parts = parts(i, forms);
      numberEntries(i, parts);
      method(methods.get(i), forms.get(i), parts, exits);
    }
    form.declareEntries(writer, parts);
    leaveMethods.declare();
    callMethods.declare();
    constants.declare(writer);
    writer.visitEnd();
    return new GeneratedClass(methods, bytes(), constants.data(), exits, sizes, entries);
  }

  /** The first method is entered at its first trace, at its roots, and where its parts are. */
  private void numberEntries(int method, Map<Trace, MethodForm> parts) {
    if (method == 0 && form.hasEntries()) {
      List<Trace> first = methods.get(0);
      entries.put(first.get(0), 0);
      roots.stream().filter(first::contains).forEach(this::number);
      parts.keySet().forEach(this::number);
    }
  }

  private void number(Trace trace) {
    entries.putIfAbsent(trace, entries.size());
  }

  /** The parts that this method may call, by their entries: those behind it, so that it ends. */
  private Map<Trace, MethodForm> parts(int method, List<MethodForm> forms) {
    Map<Trace, MethodForm> parts = new LinkedHashMap<>();
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
          form.chooseEntry(context, entries);
          first.writeEntry();
        });
    generators.forEach(one -> measure(code, one.trace(), one::writeOperations));
    generators.forEach(one -> measure(code, one.trace(), one::writeOutOfLine));
    measure(code, first.trace(), () -> form.enterElsewhere(context, entries));
    if (context.hasBack()) {
      measure(code, first.trace(), () -> form.comeBack(context, fromParts));
    }
    measure(code, first.trace(), () -> form.writeLoading(context));
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
