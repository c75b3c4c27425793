package dev.metajit.driver;

import java.util.Arrays;
import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which local slots may still be read, from one instruction of a method on. The code is followed
 * downwards from there with the set of slots that may not have been stored to yet, 64 slots at a
 * time; a slot that is read while it is in the set is live. (A program waits for this: to find what
 * is live before each instruction takes ten times as long.)
 */
final class Liveness {
  private final MethodNode method;
  private final ControlFlow flow;

  /** The set before each instruction. */
  private final long[] kept;

  private final int[] open;
  private final boolean[] isOpen;

  Liveness(MethodNode method, ControlFlow flow) {
    this.method = method;
    this.flow = flow;
    kept = new long[flow.size()];
    open = new int[flow.size()];
    isOpen = new boolean[flow.size()];
  }

  /** The live slots; of a long or double the first. */
  BitSet before(int instruction) {
    long[] live = new long[(method.maxLocals >> 6) + 1];
    for (int i = 0; i < live.length; i++) {
      live[i] = before(instruction, i << 6);
    }
    return BitSet.valueOf(live);
  }

  private long before(int instruction, int firstSlot) {
    Arrays.fill(kept, 0);
    long live = 0;
    int count = 0;
    kept[instruction] = -1;
    open[count++] = instruction;
    while (count > 0) {
      int index = open[--count];
      isOpen[index] = false;
      AbstractInsnNode node = method.instructions.get(index);
      long slot = slot(node, firstSlot);
      long after = kept[index];
      if (isStore(node)) {
        after &= ~slot;
      } else {
        live |= after & slot;
      }
      for (int next : flow.successors(index)) {
        if ((after & ~kept[next]) != 0) {
          kept[next] |= after;
          if (!isOpen[next]) {
            isOpen[next] = true;
            open[count++] = next;
          }
        }
      }
    }
    return live;
  }

  /** The slot that an instruction reads or writes as a bit; 0 if it is none of these. */
  private static long slot(AbstractInsnNode instruction, int firstSlot) {
    int slot = -1;
    if (instruction instanceof VarInsnNode access) {
      slot = access.var - firstSlot;
    } else if (instruction instanceof IincInsnNode increment) {
      slot = increment.var - firstSlot;
    }
    return slot < 0 || slot >= Long.SIZE ? 0 : 1L << slot;
  }

  private static boolean isStore(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE;
  }
}
