package dev.metajit.driver;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Which local slots may still be read, before each instruction of a method. */
final class Liveness {
  private final BitSet[] before;

  Liveness(MethodNode method, ControlFlow flow) {
    before = new BitSet[flow.size()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < before.length; i++) {
      before[i] = new BitSet();
      open.push(i);
    }
    while (!open.isEmpty()) {
      int index = open.pop();
      BitSet live = after(flow, index);
      step(method.instructions.get(index), live);
      if (!live.equals(before[index])) {
        before[index] = live;
        for (int predecessor : flow.predecessors(index)) {
          open.push(predecessor);
        }
      }
    }
  }

  private BitSet after(ControlFlow flow, int index) {
    BitSet live = new BitSet();
    for (int next : flow.successors(index)) {
      live.or(before[next]);
    }
    return live;
  }

  private static void step(AbstractInsnNode instruction, BitSet live) {
    if (instruction instanceof IincInsnNode increment) {
      live.set(increment.var);
    } else if (instruction instanceof VarInsnNode access) {
      boolean store = access.getOpcode() >= Opcodes.ISTORE && access.getOpcode() <= Opcodes.ASTORE;
      live.set(access.var, !store);
    }
  }

  /** The live slots; of a long or double the first. */
  BitSet before(int instruction) {
    return (BitSet) before[instruction].clone();
  }
}
