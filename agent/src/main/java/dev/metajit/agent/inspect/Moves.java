package dev.metajit.agent.inspect;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** How the index of a {@link Fetch} moves: not at all, to the next element only, or anywhere. */
enum Moves {
  NOT,
  ON,
  ANYWHERE;

  static Moves of(Fetch fetch, ClassSet classes, MethodNode method, BitSet loop) {
    return fetch.indexSlot() >= 0
        ? ofLocal(fetch.indexSlot(), method, loop)
        : ofField(fetch, classes);
  }

  private static Moves ofLocal(int slot, MethodNode method, BitSet loop) {
    Moves moves = NOT;
    for (int i = loop.nextSetBit(0); i >= 0; i = loop.nextSetBit(i + 1)) {
      AbstractInsnNode instruction = method.instructions.get(i);
      if (instruction instanceof IincInsnNode increment && increment.var == slot) {
        moves = moves == NOT ? ON : moves;
      } else if (instruction instanceof VarInsnNode store
          && store.getOpcode() == Opcodes.ISTORE
          && store.var == slot) {
        moves = isStep(store) ? max(moves, ON) : ANYWHERE;
      }
    }
    return moves;
  }

  /** Wherever in the set the field is written, constructors apart. */
  private static Moves ofField(Fetch fetch, ClassSet classes) {
    Moves moves = NOT;
    for (String name : classes.names()) {
      for (MethodNode method : classes.methodsOf(name)) {
        for (AbstractInsnNode instruction : method.instructions) {
          if (instruction instanceof FieldInsnNode store
              && store.getOpcode() == Opcodes.PUTFIELD
              && store.owner.equals(fetch.indexOwner())
              && store.name.equals(fetch.indexField())
              && !method.name.equals("<init>")) {
            moves = isStep(store) ? max(moves, ON) : ANYWHERE;
          }
        }
      }
    }
    return moves;
  }

  private static Moves max(Moves a, Moves b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** True for the store of a sum with a constant. */
  private static boolean isStep(AbstractInsnNode store) {
    AbstractInsnNode sum = before(store);
    AbstractInsnNode addend = sum == null ? null : before(sum);
    if (sum == null || addend == null) {
      return false;
    }
    boolean adds = sum.getOpcode() == Opcodes.IADD || sum.getOpcode() == Opcodes.ISUB;
    int opcode = addend.getOpcode();
    return adds && opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.LDC;
  }

  private static AbstractInsnNode before(AbstractInsnNode instruction) {
    AbstractInsnNode at = instruction.getPrevious();
    while (at != null && at.getOpcode() < 0) {
      at = at.getPrevious();
    }
    return at;
  }
}
