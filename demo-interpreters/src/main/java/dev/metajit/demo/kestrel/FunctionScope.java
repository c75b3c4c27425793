package dev.metajit.demo.kestrel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The local variables of one guest function while it is parsed: a stack of blocks, the slots they
 * take, and the variables of outer functions that this function uses (its free variables).
 */
final class FunctionScope {
  final FunctionScope outer;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final List<Variable> free = new ArrayList<>();
  private int nextSlot;
  private int slotCount;

  private record Block(Map<String, Variable> names, int firstSlot) {}

  FunctionScope(FunctionScope outer) {
    this.outer = outer;
    openBlock();
  }

  void openBlock() {
    blocks.push(new Block(new HashMap<>(), nextSlot));
  }

  /** Ends the innermost block; later blocks reuse its slots. */
  void closeBlock() {
    nextSlot = blocks.pop().firstSlot();
  }

  /** True outside of every nested block. */
  boolean isOutermostBlock() {
    return blocks.size() == 1;
  }

  /** Declares a variable in the innermost block; null if the block has one of this name. */
  Variable declare(String name) {
    Variable variable = new Variable(name, this, newSlot());
    return blocks.peek().names().putIfAbsent(name, variable) == null ? variable : null;
  }

  /** Takes a slot for a value that has no name in the source; it lives until the block ends. */
  int newSlot() {
    int slot = nextSlot++;
    slotCount = Math.max(slotCount, nextSlot);
    return slot;
  }

  /** How many slots a frame of this function needs. */
  int slotCount() {
    return slotCount;
  }

  /** The variables of outer functions that this function, or a function inside it, uses. */
  List<Variable> free() {
    return free;
  }

  /** The variable that the name means here, in this function or an outer one; null if none. */
  Variable resolve(String name) {
    for (Block block : blocks) {
      Variable variable = block.names().get(name);
      if (variable != null) {
        return variable;
      }
    }
    return outer == null ? null : capture(outer.resolve(name));
  }

  private Variable capture(Variable variable) {
    if (variable != null) {
      variable.captured = true;
      if (!free.contains(variable)) {
        free.add(variable);
      }
    }
    return variable;
  }
}
