package dev.metajit.codewriter;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Jumps. A block that is reached in several ways finds its operand stack in the home registers; one
 * that is reached in one way takes the stack over as it is. Targets are starts of blocks until the
 * {@link Flattener} knows positions.
 */
final class JumpTranslator {
  private final BlockGraph graph;
  private final Code code;
  private final OperandStack stack;

  JumpTranslator(BlockGraph graph, Code code, OperandStack stack) {
    this.graph = graph;
    this.code = code;
    this.stack = stack;
  }

  void jump(Block block, JumpInsnNode jump) {
    int opcode = jump.getOpcode();
    if (opcode == Opcodes.JSR) {
      throw new OpaqueException("has a subroutine (jsr)");
    }
    if (opcode == Opcodes.GOTO) {
      settle(block, 0);
      code.emit(JitOp.GOTO, graph.indexOf(jump.label));
      return;
    }
    boolean binary = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
    settle(block, binary ? 2 : 1);
    int right = binary ? stack.pop().operand() : zero(opcode);
    int left = stack.pop().operand();
    branch(JitOp.BRANCH_IF, BytecodeOps.comparison(opcode), left, right, jump.label);
  }

  void fused(Block block, FusedCompare fused) {
    settle(block, 2);
    int right = stack.pop().operand();
    int left = stack.pop().operand();
    JitOp op = fused.unless() ? JitOp.BRANCH_IF_NOT : JitOp.BRANCH_IF;
    branch(op, fused.comparison(), left, right, fused.jump().label);
  }

  private int zero(int opcode) {
    boolean testsNull = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
    return code.constant(testsNull ? Constant.NULL : Constant.ofInt(0));
  }

  private void branch(JitOp op, Op comparison, int left, int right, LabelNode target) {
    code.emit(op, comparison.ordinal(), left, right, graph.indexOf(target));
  }

  void tableSwitch(Block block, TableSwitchInsnNode node) {
    int[] keys = new int[node.labels.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = node.min + i;
    }
    emitSwitch(block, keys, node.labels, node.dflt);
  }

  void lookupSwitch(Block block, LookupSwitchInsnNode node) {
    int[] keys = node.keys.stream().mapToInt(Integer::intValue).toArray();
    emitSwitch(block, keys, node.labels, node.dflt);
  }

  private void emitSwitch(Block block, int[] keys, List<LabelNode> labels, LabelNode other) {
    settle(block, 1);
    int[] targets = labels.stream().mapToInt(graph::indexOf).toArray();
    int table = code.addToPool(new SwitchTable(keys, targets, graph.indexOf(other)));
    code.emit(JitOp.SWITCH, stack.pop().operand(), table);
  }

  /** Makes the stack ready for the block after this one; nothing is left to do after a jump. */
  void fallThrough(Block block) {
    settle(block, 0);
  }

  private void settle(Block block, int operands) {
    for (int successor : block.successors) {
      if (graph.at(successor).predecessors > 1) {
        stack.settle(operands);
        return;
      }
    }
  }
}
