package dev.metajit.fuzz.program;

import dev.metajit.driver.DriverAnnotations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes the class file of a random interpreter. */
public final class InterpreterWriter {
  /** The interpreter's class. */
  public static final String CLASS = "dev/metajit/fuzz/made/Interpreter";

  /** The portal's name. */
  public static final String PORTAL = "run";

  static final String HINTS = "dev/metajit/annotations/Jit";

  private static final int MOST_CALLS = 2;

  private final InterpreterSpec spec;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
  private final Map<String, Integer> slots = new LinkedHashMap<>();
  private final Map<String, ValueType> types = new LinkedHashMap<>();
  private final Label[] arms;
  private final Label head = new Label();
  private final Label next = new Label();
  private final Label bad = new Label();
  private final Label tryStart = new Label();
  private final Label tryEnd = new Label();
  private final Label handler = new Label();
  private MethodVisitor code;
  private StatementWriter statements;
  private int slotCount;

  private InterpreterWriter(InterpreterSpec spec) {
    this.spec = spec;
    this.arms = new Label[spec.arms().size()];
    for (int i = 0; i < arms.length; i++) {
      arms[i] = new Label();
    }
  }

  /** The class file. */
  public static byte[] write(InterpreterSpec spec) {
    return new InterpreterWriter(spec).write();
  }

  /** The portal's descriptor. */
  public static String descriptor(ValueType result) {
    return "([II"
        + ValueType.WORLD.descriptor()
        + ValueType.FRAME.descriptor()
        + "I)"
        + result.descriptor();
  }

  private byte[] write() {
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, CLASS, null, "java/lang/Object", null);
    code =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, PORTAL, descriptor(spec.result()), null, null);
    annotate();
    addLocal("code", ValueType.INTS);
    addLocal("pc", ValueType.INT);
    addLocal("world", ValueType.WORLD);
    addLocal("frame", ValueType.FRAME);
    addLocal("depth", ValueType.INT);
    spec.locals().forEach(local -> addLocal(local.name(), local.type()));
    statements = new StatementWriter(code, slots, spec, head, arms[0]);
    spec.arms().forEach(statements::declareHandlers);
    spec.caught().forEach(type -> code.visitTryCatchBlock(tryStart, tryEnd, handler, type));
    code.visitCode();
    body();
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void annotate() {
    AnnotationVisitor driver = code.visitAnnotation(DriverAnnotations.DESCRIPTOR, false);
    AnnotationVisitor greens = driver.visitArray("greens");
    greens.visit(null, "pc");
    greens.visit(null, "code");
    greens.visitEnd();
    driver.visitEnd();
  }

  private void addLocal(String name, ValueType type) {
    slots.put(name, slotCount);
    types.put(name, type);
    slotCount += type.size();
  }

  private void body() {
    Label start = new Label();
    Label end = new Label();
    code.visitLabel(start);
    returnIfTooDeep();
    for (Expression.Local local : spec.locals()) {
      code.visitInsn(local.type().zero());
      code.visitVarInsn(local.type().opcode(Opcodes.ISTORE), slots.get(local.name()));
    }
    statements.block(spec.setup());
    loop();
    code.visitLabel(end);
    slots.forEach(
        (name, slot) ->
            code.visitLocalVariable(name, types.get(name).descriptor(), null, start, end, slot));
  }

  private void returnIfTooDeep() {
    Label goOn = new Label();
    code.visitVarInsn(Opcodes.ILOAD, slots.get("depth"));
    code.visitLdcInsn(MOST_CALLS);
    code.visitJumpInsn(Opcodes.IF_ICMPLE, goOn);
    if (spec.result() != ValueType.VOID) {
      code.visitInsn(spec.result().zero());
    }
    code.visitInsn(spec.result().opcode(Opcodes.IRETURN));
    code.visitLabel(goOn);
  }

  private void loop() {
    code.visitLabel(head);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, HINTS, "mergePoint", "()V", false);
    code.visitLabel(tryStart);
    statements.operand(0);
    dispatch();
    for (int i = 0; i < arms.length; i++) {
      code.visitLabel(arms[i]);
      statements.block(spec.arms().get(i));
      code.visitJumpInsn(Opcodes.GOTO, next);
    }
    code.visitLabel(tryEnd);
    code.visitLabel(next);
    code.visitIincInsn(slots.get("pc"), InterpreterSpec.WORDS);
    code.visitJumpInsn(Opcodes.GOTO, head);
    code.visitLabel(bad);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.ATHROW);
    if (!spec.caught().isEmpty()) {
      writeHandler();
    }
  }

  private void writeHandler() {
    Label giveUp = new Label();
    code.visitLabel(handler);
    statements.burnFuel();
    code.visitJumpInsn(Opcodes.IFLT, giveUp);
    statements.remember();
    code.visitJumpInsn(Opcodes.GOTO, next);
    code.visitLabel(giveUp);
    code.visitInsn(Opcodes.ATHROW);
  }

  private void dispatch() {
    switch (spec.shape().dispatch()) {
      case TABLE -> code.visitTableSwitchInsn(0, arms.length - 1, bad, arms);
      case LOOKUP -> code.visitLookupSwitchInsn(bad, keys(), arms);
      default -> compare();
    }
  }

  private int[] keys() {
    int[] keys = new int[arms.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i;
    }
    return keys;
  }

  /** Leaves no opcode on the operand stack. */
  private void compare() {
    code.visitInsn(Opcodes.POP);
    for (int i = 0; i < arms.length; i++) {
      statements.operand(0);
      code.visitLdcInsn(i);
      code.visitJumpInsn(Opcodes.IF_ICMPEQ, arms[i]);
    }
    code.visitJumpInsn(Opcodes.GOTO, bad);
  }
}
