package dev.metajit.backend.regalloc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each value is read. Positions are indexes of nodes; the jump at the end is one more. A
 * <em>real</em> use is one that wants the value at hand; an exit takes it from wherever it is.
 */
public final class Intervals {
  /** After every position: there is no such use. */
  public static final int NEVER = Integer.MAX_VALUE;

  private final int[][] realUses;
  private final int[] last;
  private final List<List<Integer>> dying = new ArrayList<>();

  /**
   * Looks at a sequence; {@code memoryJump} tells which values of the jump go to memory, by index.
   */
  Intervals(Sequence sequence, boolean[] memoryJump) {
    int count = sequence.banks().size();
    realUses = new int[count][];
    last = new int[count];
    Arrays.fill(last, -1);
    int[] sizes = new int[count];
    List<Node> nodes = sequence.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      scan(nodes.get(i), i, sizes);
    }
    if (sequence.jump() != null) {
      scanJump(sequence.jump().values(), memoryJump, nodes.size(), sizes);
    }
    for (int value = 0; value < count; value++) {
      realUses[value] =
          realUses[value] == null ? new int[0] : Arrays.copyOf(realUses[value], sizes[value]);
    }
    collectDying(nodes);
  }

  private void scan(Node node, int position, int[] sizes) {
    for (Node.Use use : node.uses()) {
      addReal(use.value(), position, sizes);
    }
    for (int value : node.exitValues()) {
      if (value != Node.NONE) {
        last[value] = position;
      }
    }
    if (node.result() != Node.NONE) {
      last[node.result()] = position;
    }
  }

  private void scanJump(int[] values, boolean[] memory, int position, int[] sizes) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != Node.NONE) {
        last[values[i]] = position;
        if (!memory[i]) {
          addReal(values[i], position, sizes);
        }
      }
    }
  }

  private void addReal(int value, int position, int[] sizes) {
    last[value] = position;
    int[] uses = realUses[value];
    if (uses == null) {
      uses = new int[4];
    } else if (sizes[value] == uses.length) {
      uses = Arrays.copyOf(uses, 2 * uses.length);
    }
    uses[sizes[value]++] = position;
    realUses[value] = uses;
  }

  private void collectDying(List<Node> nodes) {
    for (int i = 0; i <= nodes.size(); i++) {
      dying.add(new ArrayList<>(2));
    }
    for (int value = 0; value < last.length; value++) {
      if (last[value] >= 0) {
        dying.get(last[value]).add(value);
      }
    }
  }

  /** The first real use after a position, or {@link #NEVER}. */
  public int nextRealUse(int value, int after) {
    int[] uses = realUses[value];
    int index = Arrays.binarySearch(uses, after + 1);
    if (index < 0) {
      index = -index - 1;
    }
    return index < uses.length ? uses[index] : NEVER;
  }

  /** How often the value is wanted at hand. */
  int realUseCount(int value) {
    return realUses[value].length;
  }

  /** The last position at which the value is needed; -1 if it never is. */
  public int last(int value) {
    return last[value];
  }

  /** The values whose last position this is. */
  List<Integer> dyingAt(int position) {
    return dying.get(position);
  }
}
