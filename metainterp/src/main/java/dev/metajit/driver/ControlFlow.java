package dev.metajit.driver;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Which instruction of a method may follow which, exception handlers included. Instructions are
 * numbered as in the method's instruction list; labels, lines and frames count and fall through.
 * Subroutines ({@code jsr}) are taken conservatively: {@code ret} may go behind any {@code jsr}.
 */
public final class ControlFlow {
  private final InsnList instructions;
  private final int[][] successors;
  private final int[][] predecessors;

  /** The flow of a method that has code. */
  public ControlFlow(MethodNode method) {
    instructions = method.instructions;
    int[][] normal = new int[instructions.size()][];
    int[] afterCalls = afterSubroutineCalls();
    for (int i = 0; i < normal.length; i++) {
      normal[i] = normalSuccessors(instructions.get(i), i, afterCalls);
    }
    successors = withHandlers(normal, method.tryCatchBlocks);
    predecessors = inverse(successors);
  }

  /** Number of instructions. */
  public int size() {
    return successors.length;
  }

  /** The instructions that may follow this one. */
  public int[] successors(int index) {
    return successors[index];
  }

  /** The instructions that this one may follow. */
  public int[] predecessors(int index) {
    return predecessors[index];
  }

  /** The instructions that can be reached from this one, itself included. */
  public BitSet reachableFrom(int start) {
    BitSet reached = new BitSet(size());
    int[] open = new int[size()];
    int count = 0;
    reached.set(start);
    open[count++] = start;
    while (count > 0) {
      for (int next : successors[open[--count]]) {
        if (!reached.get(next)) {
          reached.set(next);
          open[count++] = next;
        }
      }
    }
    return reached;
  }

  /**
   * Reachable instructions from the method's start, each before its successors where there is no
   * cycle.
   */
  public int[] reversePostorder() {
    int[] order = new int[size()];
    int filled = size();
    int[] nextChild = new int[size()];
    boolean[] seen = new boolean[size()];
    int[] path = new int[size()];
    int depth = 0;
    seen[0] = true;
    while (depth >= 0) {
      int top = path[depth];
      int[] children = successors[top];
      if (nextChild[top] < children.length) {
        int child = children[nextChild[top]++];
        if (!seen[child]) {
          seen[child] = true;
          path[++depth] = child;
        }
      } else {
        order[--filled] = top;
        depth--;
      }
    }
    return Arrays.copyOfRange(order, filled, order.length);
  }

  private int[] afterSubroutineCalls() {
    BitSet found = new BitSet();
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).getOpcode() == Opcodes.JSR) {
        found.set(i + 1);
      }
    }
    return toArray(found);
  }

  private int[] normalSuccessors(AbstractInsnNode instruction, int index, int[] afterCalls) {
    int next = index + 1;
    int opcode = instruction.getOpcode();
    if (instruction instanceof JumpInsnNode jump) {
      int target = instructions.indexOf(jump.label);
      boolean only = opcode == Opcodes.GOTO || opcode == Opcodes.JSR;
      return only ? new int[] {target} : new int[] {target, next};
    }
    if (instruction instanceof TableSwitchInsnNode table) {
      return targets(table.dflt, table.labels);
    }
    if (instruction instanceof LookupSwitchInsnNode lookup) {
      return targets(lookup.dflt, lookup.labels);
    }
    if (opcode == Opcodes.RET) {
      return afterCalls;
    }
    boolean ends =
        opcode == Opcodes.ATHROW || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    return ends || next == instructions.size() ? new int[0] : new int[] {next};
  }

  private int[] targets(LabelNode otherwise, List<LabelNode> labels) {
    BitSet found = new BitSet();
    found.set(instructions.indexOf(otherwise));
    for (LabelNode label : labels) {
      found.set(instructions.indexOf(label));
    }
    return toArray(found);
  }

  private int[][] withHandlers(int[][] normal, List<TryCatchBlockNode> blocks) {
    int[][] all = normal.clone();
    for (TryCatchBlockNode block : blocks) {
      int handler = instructions.indexOf(block.handler);
      int end = instructions.indexOf(block.end);
      for (int i = instructions.indexOf(block.start); i < end; i++) {
        if (instructions.get(i).getOpcode() >= 0) {
          all[i] = with(all[i], handler);
        }
      }
    }
    return all;
  }

  private static int[] with(int[] values, int added) {
    for (int value : values) {
      if (value == added) {
        return values;
      }
    }
    int[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = added;
    return longer;
  }

  private static int[][] inverse(int[][] successors) {
    int[] counts = new int[successors.length];
    for (int[] all : successors) {
      for (int next : all) {
        counts[next]++;
      }
    }
    int[][] predecessors = new int[successors.length][];
    for (int i = 0; i < counts.length; i++) {
      predecessors[i] = new int[counts[i]];
    }
    for (int i = successors.length - 1; i >= 0; i--) {
      for (int next : successors[i]) {
        predecessors[next][--counts[next]] = i;
      }
    }
    return predecessors;
  }

  private static int[] toArray(BitSet values) {
    int[] array = new int[values.cardinality()];
    int at = 0;
    for (int value = values.nextSetBit(0); value >= 0; value = values.nextSetBit(value + 1)) {
      array[at++] = value;
    }
    return array;
  }
}
