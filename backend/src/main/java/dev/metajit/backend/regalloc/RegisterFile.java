package dev.metajit.backend.regalloc;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * Which value is in which register of a bank, and which registers the current node has laid its
 * hand on (pinned).
 */
final class RegisterFile {
  private final List<Register> order;
  private final boolean[] wanted = new boolean[Register.MAX_PER_BANK];
  private final int[] occupants = new int[Register.MAX_PER_BANK];
  private final boolean[] pinned = new boolean[Register.MAX_PER_BANK];

  /**
   * @param order all registers, the preferred first
   * @param wanted those that are better left to values that are headed for them
   */
  RegisterFile(List<Register> order, Set<Register> wanted) {
    this.order = order;
    for (Register register : order) {
      this.wanted[register.number()] = wanted.contains(register);
    }
    Arrays.fill(occupants, Node.NONE);
  }

  /** The value in the register, or {@link Node#NONE}. */
  int occupant(Register register) {
    return occupants[register.number()];
  }

  void occupy(Register register, int value) {
    occupants[register.number()] = value;
  }

  void clear(Register register) {
    occupants[register.number()] = Node.NONE;
  }

  void pin(Register register) {
    pinned[register.number()] = true;
  }

  void unpin(Register register) {
    pinned[register.number()] = false;
  }

  boolean isPinned(Register register) {
    return pinned[register.number()];
  }

  void unpinAll() {
    Arrays.fill(pinned, false);
  }

  /** An empty, unpinned register: the hint if it is one, else the best; null if there is none. */
  Register free(Register hint) {
    if (hint != null && isFree(hint)) {
      return hint;
    }
    Register found = null;
    for (Register register : order) {
      if (isFree(register)) {
        if (!wanted[register.number()]) {
          return register;
        }
        found = found == null ? register : found;
      }
    }
    return found;
  }

  private boolean isFree(Register register) {
    return occupants[register.number()] == Node.NONE && !pinned[register.number()];
  }

  /** The occupied, unpinned register whose value has the highest rank. */
  Register victim(IntToLongFunction rank) {
    Register victim = null;
    long highest = Long.MIN_VALUE;
    for (Register register : order) {
      int value = occupants[register.number()];
      if (value != Node.NONE && !pinned[register.number()] && rank.applyAsLong(value) > highest) {
        victim = register;
        highest = rank.applyAsLong(value);
      }
    }
    if (victim == null) {
      throw new IllegalStateException("an instruction needs more registers than there are");
    }
    return victim;
  }
}
