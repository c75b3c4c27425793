package dev.metajit.codewriter;

import dev.metajit.trace.Op;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A comparison that gives -1, 0 or 1 and a jump on that, as one branch.
 *
 * <p>{@code fcmpl} gives -1 for NaN and {@code fcmpg} 1, so half of the jumps are taken for NaN:
 * those become "unless" the opposite comparison, which is false for NaN.
 *
 * @param jump the jump
 * @param comparison the comparison of the branch
 * @param unless true if it jumps unless the comparison holds
 */
record FusedCompare(JumpInsnNode jump, Op comparison, boolean unless) {
  private static final Map<String, String> METHODS =
      Map.of(
          "java/lang/Integer.compare(II)I", "INT",
          "java/lang/Integer.compareUnsigned(II)I", "UINT",
          "java/lang/Long.compare(JJ)I", "LONG",
          "java/lang/Long.compareUnsigned(JJ)I", "ULONG");

  /** The fusion of a comparing instruction with the jump right after it, or {@code null}. */
  static FusedCompare at(AbstractInsnNode compare, AbstractInsnNode next) {
    String family = family(compare);
    if (family == null || !(next instanceof JumpInsnNode jump) || !testsInt(jump.getOpcode())) {
      return null;
    }
    String relation = relation(jump.getOpcode());
    if (takenForNaN(compare.getOpcode(), relation)) {
      return new FusedCompare(jump, op(family, opposite(relation)), true);
    }
    return new FusedCompare(jump, op(family, relation), false);
  }

  private static String family(AbstractInsnNode compare) {
    return switch (compare.getOpcode()) {
      case Opcodes.LCMP -> "LONG";
      case Opcodes.FCMPL, Opcodes.FCMPG -> "FLOAT";
      case Opcodes.DCMPL, Opcodes.DCMPG -> "DOUBLE";
      case Opcodes.INVOKESTATIC -> METHODS.get(Intrinsics.key((MethodInsnNode) compare));
      default -> null;
    };
  }

  private static boolean testsInt(int opcode) {
    return opcode >= Opcodes.IFEQ && opcode <= Opcodes.IFLE;
  }

  private static String relation(int opcode) {
    return BytecodeOps.comparison(opcode).name().substring("INT_".length());
  }

  private static boolean takenForNaN(int compare, String relation) {
    boolean below = relation.equals("LT") || relation.equals("LE");
    boolean above = relation.equals("GT") || relation.equals("GE");
    return switch (compare) {
      case Opcodes.FCMPL, Opcodes.DCMPL -> below;
      case Opcodes.FCMPG, Opcodes.DCMPG -> above;
      default -> false;
    };
  }

  private static String opposite(String relation) {
    return switch (relation) {
      case "LT" -> "GE";
      case "LE" -> "GT";
      case "GT" -> "LE";
      default -> "LT";
    };
  }

  private static Op op(String family, String relation) {
    String equality = family.startsWith("U") ? family.substring(1) : family;
    boolean ordered = !relation.equals("EQ") && !relation.equals("NE");
    return Op.valueOf((ordered ? family : equality) + "_" + relation);
  }
}
