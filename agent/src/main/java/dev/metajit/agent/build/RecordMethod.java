package dev.metajit.agent.build;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import java.util.Objects;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * {@code equals}, {@code hashCode} or {@code toString} of a record, written out as a static method
 * that takes the record. Answers are those of {@code java.lang.runtime.ObjectMethods}.
 */
final class RecordMethod {
  private static final Type OBJECT = InstructionAdapter.OBJECT_TYPE;
  private static final String OBJECTS = Type.getInternalName(Objects.class);

  private final String name;
  private final Type type;
  private final String[] names;
  private final Handle[] fields;
  private final MethodNode made;
  private final InstructionAdapter code;

  /** The method that a call of {@code ObjectMethods} stands for. */
  RecordMethod(InvokeDynamicInsnNode call) {
    name = call.name;
    type = (Type) call.bsmArgs[0];
    names = ((String) call.bsmArgs[1]).split(";");
    fields = new Handle[call.bsmArgs.length - 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = (Handle) call.bsmArgs[i + 2];
    }
    int access = ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC;
    made = new MethodNode(access, "$" + name, call.desc, null, null);
    code = new InstructionAdapter(made);
  }

  MethodNode make() {
    switch (name) {
      case "equals" -> addEquals();
      case "hashCode" -> addHashCode();
      case "toString" -> addToString();
      default -> throw new IllegalArgumentException(type + "." + name);
    }
    code.visitMaxs(0, 0);
    return made;
  }

  private void load(int slot, Handle field) {
    code.load(slot, OBJECT);
    if (slot == 1) {
      code.checkcast(type);
    }
    code.getfield(field.getOwner(), field.getName(), field.getDesc());
  }

  private void addEquals() {
    Label different = new Label();
    code.load(1, OBJECT);
    code.instanceOf(type);
    code.ifeq(different);
    for (Handle field : fields) {
      load(0, field);
      load(1, field);
      jumpIfDifferent(Type.getType(field.getDesc()), different);
    }
    code.iconst(1);
    code.areturn(Type.INT_TYPE);
    code.mark(different);
    made.instructions.add(new FrameNode(Opcodes.F_SAME, 0, null, 0, null));
    code.iconst(0);
    code.areturn(Type.INT_TYPE);
  }

  private void jumpIfDifferent(Type field, Label different) {
    switch (field.getSort()) {
      case Type.LONG -> {
        code.lcmp();
        code.ifne(different);
      }
      case Type.FLOAT, Type.DOUBLE -> {
        code.invokestatic(
            box(field), "compare", Type.getMethodDescriptor(Type.INT_TYPE, field, field), false);
        code.ifne(different);
      }
      case Type.ARRAY, Type.OBJECT -> {
        code.invokestatic(
            OBJECTS, "equals", Type.getMethodDescriptor(Type.BOOLEAN_TYPE, OBJECT, OBJECT), false);
        code.ifeq(different);
      }
      default -> code.ificmpne(different);
    }
  }

  private void addHashCode() {
    code.iconst(0);
    for (Handle field : fields) {
      code.iconst(31);
      code.mul(Type.INT_TYPE);
      load(0, field);
      Type fieldType = Type.getType(field.getDesc());
      boolean primitive = fieldType.getSort() < Type.ARRAY;
      code.invokestatic(
          primitive ? box(fieldType) : OBJECTS,
          "hashCode",
          Type.getMethodDescriptor(Type.INT_TYPE, primitive ? fieldType : OBJECT),
          false);
      code.add(Type.INT_TYPE);
    }
    code.areturn(Type.INT_TYPE);
  }

  private void addToString() {
    String qualified = type.getInternalName();
    String simple = qualified.substring(qualified.lastIndexOf('/') + 1);
    TextBuilder builder = new TextBuilder(code);
    builder.text(simple.substring(simple.lastIndexOf('$') + 1) + "[");
    for (int i = 0; i < fields.length; i++) {
      builder.text((i == 0 ? "" : ", ") + names[i] + "=");
      load(0, fields[i]);
      builder.value(Type.getType(fields[i].getDesc()));
    }
    builder.text("]");
    builder.end();
  }

  private static String box(Type primitive) {
    return Conversion.boxOf(primitive).getInternalName();
  }
}
