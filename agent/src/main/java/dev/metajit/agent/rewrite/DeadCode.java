package dev.metajit.agent.rewrite;

import dev.metajit.driver.ControlFlow;
import dev.metajit.driver.MethodCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Removes the instructions of a method that cannot be reached, with their frames and try ranges.
 */
final class DeadCode {
  private DeadCode() {}

  static void remove(MethodNode method) {
    InsnList code = method.instructions;
    BitSet reached = new ControlFlow(method).reachableFrom(0);
    AbstractInsnNode[] all = code.toArray();
    for (int i = 0; i < all.length; i++) {
      boolean removable =
          all[i].getOpcode() >= 0
              || all[i] instanceof FrameNode
              || all[i] instanceof LineNumberNode;
      if (removable && !reached.get(i)) {
        code.remove(all[i]);
      }
    }
    List<TryCatchBlockNode> ranges = new ArrayList<>();
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      if (MethodCode.nextReal(code, code.indexOf(range.start)) < code.indexOf(range.end)) {
        ranges.add(range);
      }
    }
    method.tryCatchBlocks = ranges;
  }
}
