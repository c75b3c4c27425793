package dev.metajit.driver;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Small questions about a method's instruction list. */
public final class MethodCode {
  /** Internal name of the class of hints. */
  public static final String JIT = "dev/metajit/annotations/Jit";

  private MethodCode() {}

  /**
   * Reads a class file the way {@link Portal#mergePoint()} counts instructions: with labels, lines
   * and expanded frames.
   */
  public static ClassNode read(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
    return node;
  }

  /** The method of a class, or {@code null}. */
  public static MethodNode find(ClassNode node, String name, String desc) {
    for (MethodNode method : node.methods) {
      if (method.name.equals(name) && method.desc.equals(desc)) {
        return method;
      }
    }
    return null;
  }

  /**
   * Index of the first instruction from here on that is no label, line or frame; the size if there
   * is none.
   */
  public static int nextReal(InsnList instructions, int index) {
    int at = index;
    while (at < instructions.size() && instructions.get(at).getOpcode() < 0) {
      at++;
    }
    return at;
  }

  /** True if the instruction calls this method of {@code Jit}. */
  public static boolean isHint(AbstractInsnNode instruction, String name) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals(JIT)
        && call.name.equals(name);
  }

  /**
   * Index of the label right before an instruction (only labels, lines and frames between), or -1.
   */
  static int labelBefore(InsnList instructions, int index) {
    int found = -1;
    for (int at = index; at >= 0; at--) {
      AbstractInsnNode instruction = instructions.get(at);
      if (instruction instanceof LabelNode) {
        found = at;
      } else if (at < index && instruction.getOpcode() >= 0) {
        break;
      }
    }
    return found;
  }

  /** The source line of an instruction, or -1. */
  static int lineOf(InsnList instructions, int index) {
    for (int at = Math.min(index, instructions.size() - 1); at >= 0; at--) {
      if (instructions.get(at) instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return -1;
  }
}
