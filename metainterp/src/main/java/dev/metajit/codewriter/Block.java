package dev.metajit.codewriter;

import java.util.ArrayList;
import java.util.List;

/**
 * A basic block: bytecode instructions that run one after the other, and what the {@link
 * Translator} made of them.
 */
final class Block {
  /** Index of its first instruction in the method's list. */
  final int start;

  /** Index after its last instruction. */
  int end;

  /** Starts of the blocks that may follow, without exception handlers. */
  int[] successors = {};

  /** Exception handlers that cover the block, in the order of the table. */
  final List<TryRange> handlers = new ArrayList<>();

  /** How many ways lead here; the method's entry and handlers count too. */
  int predecessors;

  /** True if its instructions run in order after those of a block that is reached. */
  boolean reached;

  /** The operand stack at the start, once a predecessor has been translated. */
  List<StackEntry> entry;

  /** What the block was translated to. */
  final List<Instruction> code = new ArrayList<>();

  Block(int start) {
    this.start = start;
  }

  /**
   * A range of the exception table.
   *
   * @param handler index of the handler's first instruction
   * @param type internal name of what it catches, or {@code null} for everything
   */
  record TryRange(int start, int end, int handler, String type) {}
}
