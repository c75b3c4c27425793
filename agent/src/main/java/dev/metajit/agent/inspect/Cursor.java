package dev.metajit.agent.inspect;

import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What makes an object a position in a program: a field with the program, and a field with the
 * index of what its methods read from there.
 *
 * @param container name of the field with an array or a list
 * @param index name of the int field
 */
record Cursor(String container, String index) {
  private static final int LOOKAHEAD = 12;

  /** The cursor that a class is, if it is one. */
  static Optional<Cursor> in(ClassSet classes, String type) {
    ClassNode node = classes.node(type);
    if (node == null) {
      return Optional.empty();
    }
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode instruction : method.instructions) {
        Optional<Cursor> found = at(node, instruction);
        if (found.isPresent() && !method.name.equals("<init>")) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** {@code this.container ... this.index ... get} within a few instructions. */
  private static Optional<Cursor> at(ClassNode node, AbstractInsnNode start) {
    if (!(start instanceof FieldInsnNode container)
        || start.getOpcode() != Opcodes.GETFIELD
        || !container.owner.equals(node.name)
        || !isContainer(container.desc)) {
      return Optional.empty();
    }
    String index = null;
    AbstractInsnNode at = start.getNext();
    for (int i = 0; i < LOOKAHEAD && at != null; i++, at = at.getNext()) {
      if (at instanceof FieldInsnNode field && at.getOpcode() == Opcodes.GETFIELD) {
        boolean own = field.owner.equals(node.name) && field.desc.equals("I");
        index = own && index == null ? field.name : index;
      } else if (isRead(at)) {
        return index != null && isMoved(node, index)
            ? Optional.of(new Cursor(container.name, index))
            : Optional.empty();
      } else if (at instanceof MethodInsnNode) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  static boolean isContainer(String desc) {
    return desc.startsWith("[")
        || desc.equals("Ljava/util/List;")
        || desc.equals("Ljava/util/ArrayList;");
  }

  private static boolean isRead(AbstractInsnNode at) {
    int opcode = at.getOpcode();
    return opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD
        || at instanceof MethodInsnNode call
            && call.name.equals("get")
            && call.desc.startsWith("(I)");
  }

  private static boolean isMoved(ClassNode node, String index) {
    return node.methods.stream()
        .filter(method -> !method.name.equals("<init>"))
        .anyMatch(method -> writes(method, node.name, index));
  }

  private static boolean writes(MethodNode method, String owner, String name) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FieldInsnNode field
          && instruction.getOpcode() == Opcodes.PUTFIELD
          && field.owner.equals(owner)
          && field.name.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
