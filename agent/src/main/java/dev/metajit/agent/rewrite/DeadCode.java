package dev.metajit.agent.rewrite;

import dev.metajit.driver.ControlFlow;
import dev.metajit.driver.MethodCode;
import java.util.BitSet;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

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
    method.tryCatchBlocks.removeIf(
        block -> MethodCode.nextReal(code, code.indexOf(block.start)) >= code.indexOf(block.end));
  }
}
