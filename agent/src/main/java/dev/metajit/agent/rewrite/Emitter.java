package dev.metajit.agent.rewrite;

import dev.metajit.trace.Kind;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Appends instructions to a list. */
final class Emitter {
  static final String HOOKS = "dev/metajit/hooks/Hooks";
  private static final String SKIP = "skip";
  static final String STATE = "dev/metajit/hooks/PortalState";
  static final String STATE_DESCRIPTOR = "L" + STATE + ";";

  private final InsnList list = new InsnList();

  InsnList list() {
    return list;
  }

  Emitter add(AbstractInsnNode instruction) {
    list.add(instruction);
    return this;
  }

  Emitter op(int opcode) {
    return add(new InsnNode(opcode));
  }

  Emitter label(LabelNode label) {
    return add(label);
  }

  Emitter jump(int opcode, LabelNode target) {
    return add(new JumpInsnNode(opcode, target));
  }

  Emitter constant(int value) {
    if (value >= -1 && value <= 5) {
      return op(Opcodes.ICONST_0 + value);
    }
    if (value == (byte) value) {
      return add(new IntInsnNode(Opcodes.BIPUSH, value));
    }
    if (value == (short) value) {
      return add(new IntInsnNode(Opcodes.SIPUSH, value));
    }
    return add(new LdcInsnNode(value));
  }

  Emitter load(Kind kind, int slot) {
    return add(new VarInsnNode(typeOf(kind).getOpcode(Opcodes.ILOAD), slot));
  }

  Emitter store(Kind kind, int slot) {
    return add(new VarInsnNode(typeOf(kind).getOpcode(Opcodes.ISTORE), slot));
  }

  Emitter getField(String owner, String name, String descriptor) {
    return add(new FieldInsnNode(Opcodes.GETFIELD, owner, name, descriptor));
  }

  Emitter checkCast(String type) {
    return type.equals("java/lang/Object") ? this : add(new TypeInsnNode(Opcodes.CHECKCAST, type));
  }

  Emitter callHooks(String name, String descriptor) {
    return add(new MethodInsnNode(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false));
  }

  /** Counts down the arrivals that are not counted; goes to the label if there are none. */
  Emitter skip(LabelNode counted) {
    add(new FieldInsnNode(Opcodes.GETSTATIC, HOOKS, SKIP, "I")).jump(Opcodes.IFLE, counted);
    add(new FieldInsnNode(Opcodes.GETSTATIC, HOOKS, SKIP, "I")).constant(1).op(Opcodes.ISUB);
    return add(new FieldInsnNode(Opcodes.PUTSTATIC, HOOKS, SKIP, "I"));
  }

  Emitter callState(String name, String descriptor) {
    return add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, STATE, name, descriptor, false));
  }

  /** The type that values of a kind have as arguments. */
  static Type typeOf(Kind kind) {
    return switch (kind) {
      case INT -> Type.INT_TYPE;
      case LONG -> Type.LONG_TYPE;
      case FLOAT -> Type.FLOAT_TYPE;
      case DOUBLE -> Type.DOUBLE_TYPE;
      case REF -> Type.getObjectType("java/lang/Object");
      case VOID -> Type.VOID_TYPE;
    };
  }

  /** Number of slots that values of a kind take. */
  static int slots(Kind kind) {
    return kind == Kind.LONG || kind == Kind.DOUBLE ? 2 : 1;
  }
}
