package dev.metajit.backend.jvm;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;

import dev.metajit.trace.InvalidationToken;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import jdk.internal.misc.Unsafe;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The objects that a generated class refers to: each in a static final field, which HotSpot takes
 * for a constant. They come in as the class data of the hidden class.
 */
final class ClassConstants {
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

  private static final List<Class<?>> NAMED =
      List.of(
          Class.class,
          MethodHandle.class,
          InvalidationToken.class,
          NumberedLeaver.class,
          Unsafe.class);

  private final String owner;
  private final List<Object> values = new ArrayList<>();
  private final List<Class<?>> types = new ArrayList<>();
  private final Map<Object, Integer> indexes = new IdentityHashMap<>();
  private final BitSet unseen = new BitSet();

  /** The constants of the class with this internal name. */
  ClassConstants(String owner) {
    this.owner = owner;
  }

  /** Pushes the object; as one of the types that generated code names, or as an {@code Object}. */
  void push(MethodVisitor code, Object value) {
    int index = indexes.computeIfAbsent(value, this::add);
    code.visitFieldInsn(GETSTATIC, owner, name(index), types.get(index).descriptorString());
  }

  /** Pushes the object, which HotSpot's compiler is not to take for a constant. */
  void pushUnseen(MethodVisitor code, Object value) {
    push(code, value);
    unseen.set(indexes.get(value));
  }

  private int add(Object value) {
    values.add(value);
    types.add(NAMED.stream().filter(t -> t.isInstance(value)).findFirst().orElse(Object.class));
    return values.size() - 1;
  }

  private static String name(int index) {
    return "K" + index;
  }

  /** What to give to the class as its data. */
  Object[] data() {
    return values.toArray();
  }

  /** Declares the fields and the initializer that fills them. */
  void declare(ClassVisitor visitor) {
    MethodVisitor code = visitor.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    loadData(code);
    for (int i = 0; i < values.size(); i++) {
      String descriptor = types.get(i).descriptorString();
      int access = ACC_PRIVATE | ACC_STATIC | (unseen.get(i) ? 0 : ACC_FINAL);
      visitor.visitField(access, name(i), descriptor, null, null).visitEnd();
      code.visitVarInsn(ALOAD, 0);
      Instructions.pushInt(code, i);
      code.visitInsn(AALOAD);
      code.visitTypeInsn(CHECKCAST, Type.getInternalName(types.get(i)));
      code.visitFieldInsn(PUTSTATIC, owner, name(i), descriptor);
    }
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private static void loadData(MethodVisitor code) {
    Instructions.invokeStatic(
        code, "java/lang/invoke/MethodHandles", "lookup", "()L" + LOOKUP + ";");
    code.visitLdcInsn("_");
    code.visitLdcInsn(Type.getType(Object[].class));
    Instructions.invokeStatic(
        code,
        "java/lang/invoke/MethodHandles",
        "classData",
        "(L" + LOOKUP + ";Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;");
    code.visitTypeInsn(CHECKCAST, "[Ljava/lang/Object;");
    code.visitVarInsn(ASTORE, 0);
  }
}
