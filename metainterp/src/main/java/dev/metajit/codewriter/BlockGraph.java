package dev.metajit.codewriter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
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
 * The blocks of a method, by index of their first instruction. Ranges of the exception table end at
 * block borders.
 */
final class BlockGraph {
  private final InsnList instructions;
  private final TreeMap<Integer, Block> blocks = new TreeMap<>();
  private final List<Block.TryRange> ranges = new ArrayList<>();

  /**
   * @param mergePoint index of an instruction that must start a block, or -1
   */
  BlockGraph(MethodNode method, int mergePoint) {
    instructions = method.instructions;
    readRanges(method);
    BitSet leaders = leaders();
    if (mergePoint >= 0) {
      leaders.set(mergePoint);
    }
    cut(leaders);
    blocks.values().forEach(this::link);
    reach();
  }

  /** All blocks that are reached, in the order of the bytecode. */
  Collection<Block> blocks() {
    return blocks.values().stream().filter(block -> block.reached).toList();
  }

  /** The block that starts at an instruction. */
  Block at(int start) {
    return blocks.get(start);
  }

  /** The exception table. */
  List<Block.TryRange> ranges() {
    return ranges;
  }

  int indexOf(LabelNode label) {
    return instructions.indexOf(label);
  }

  private void readRanges(MethodNode method) {
    for (TryCatchBlockNode node : method.tryCatchBlocks) {
      int start = indexOf(node.start);
      int end = indexOf(node.end);
      if (start < end) {
        ranges.add(new Block.TryRange(start, end, indexOf(node.handler), node.type));
      }
    }
  }

  private BitSet leaders() {
    BitSet leaders = new BitSet();
    leaders.set(0);
    for (Block.TryRange range : ranges) {
      leaders.set(range.start());
      leaders.set(range.end());
      leaders.set(range.handler());
    }
    for (int i = 0; i < instructions.size(); i++) {
      for (LabelNode target : targets(instructions.get(i))) {
        leaders.set(indexOf(target));
      }
      if (endsBlock(instructions.get(i))) {
        leaders.set(i + 1);
      }
    }
    leaders.clear(instructions.size());
    return leaders;
  }

  private void cut(BitSet leaders) {
    Block last = null;
    for (int i = leaders.nextSetBit(0); i >= 0; i = leaders.nextSetBit(i + 1)) {
      if (last != null) {
        last.end = i;
      }
      last = new Block(i);
      blocks.put(i, last);
    }
    if (last != null) {
      last.end = instructions.size();
    }
  }

  private void link(Block block) {
    AbstractInsnNode last = instructions.get(block.end - 1);
    List<Integer> next = new ArrayList<>();
    for (LabelNode target : targets(last)) {
      next.add(indexOf(target));
    }
    if (!isUnconditional(last) && block.end < instructions.size()) {
      next.add(block.end);
    }
    block.successors = next.stream().mapToInt(Integer::intValue).distinct().toArray();
    for (Block.TryRange range : ranges) {
      if (range.start() <= block.start && block.end <= range.end()) {
        block.handlers.add(range);
      }
    }
  }

  private void reach() {
    Deque<Block> open = new ArrayDeque<>();
    enter(blocks.get(0), open, 1);
    while (!open.isEmpty()) {
      Block block = open.pop();
      for (int successor : block.successors) {
        enter(blocks.get(successor), open, 1);
      }
      for (Block.TryRange range : block.handlers) {
        enter(blocks.get(range.handler()), open, 2);
      }
    }
  }

  private static void enter(Block block, Deque<Block> open, int ways) {
    block.predecessors += ways;
    if (!block.reached) {
      block.reached = true;
      open.push(block);
    }
  }

  private static List<LabelNode> targets(AbstractInsnNode instruction) {
    if (instruction instanceof JumpInsnNode jump) {
      return List.of(jump.label);
    }
    List<LabelNode> targets = new ArrayList<>();
    if (instruction instanceof TableSwitchInsnNode table) {
      targets.addAll(table.labels);
      targets.add(table.dflt);
    } else if (instruction instanceof LookupSwitchInsnNode lookup) {
      targets.addAll(lookup.labels);
      targets.add(lookup.dflt);
    }
    return targets;
  }

  private static boolean endsBlock(AbstractInsnNode instruction) {
    return instruction instanceof JumpInsnNode || isUnconditional(instruction);
  }

  private static boolean isUnconditional(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return opcode == Opcodes.GOTO
        || opcode == Opcodes.ATHROW
        || opcode == Opcodes.TABLESWITCH
        || opcode == Opcodes.LOOKUPSWITCH
        || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }
}
