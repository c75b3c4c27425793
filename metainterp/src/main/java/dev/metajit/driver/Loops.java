package dev.metajit.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The natural loops of a method: header and body, by instruction index. */
public final class Loops {
  private final ControlFlow flow;
  private final int[] order;
  private final int[] position;
  private final int[] dominator;
  private final Map<Integer, BitSet> bodies = new TreeMap<>();

  /** Finds the loops. */
  public Loops(ControlFlow flow) {
    this.flow = flow;
    order = flow.reversePostorder();
    position = new int[flow.size()];
    Arrays.fill(position, -1);
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    dominator = dominators();
    collect();
  }

  /**
   * A loop.
   *
   * @param header the instruction that the loop is entered by
   * @param body all its instructions
   */
  public record Loop(int header, BitSet body) {}

  /** All loops, by header. */
  public List<Loop> all() {
    List<Loop> loops = new ArrayList<>();
    for (Map.Entry<Integer, BitSet> loop : bodies.entrySet()) {
      loops.add(new Loop(loop.getKey(), loop.getValue()));
    }
    return loops;
  }

  /**
   * Positions in {@link #order} of each position's immediate dominator (Cooper, Harvey, Kennedy
   * 2001).
   */
  private int[] dominators() {
    int[] idom = new int[order.length];
    Arrays.fill(idom, -1);
    idom[0] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 1; i < order.length; i++) {
        int found = -1;
        for (int predecessor : flow.predecessors(order[i])) {
          int p = position[predecessor];
          if (p >= 0 && idom[p] >= 0) {
            found = found < 0 ? p : intersect(idom, p, found);
          }
        }
        changed |= idom[i] != found;
        idom[i] = found;
      }
    }
    return idom;
  }

  private static int intersect(int[] idom, int a, int b) {
    int first = a;
    int second = b;
    while (first != second) {
      while (first > second) {
        first = idom[first];
      }
      while (second > first) {
        second = idom[second];
      }
    }
    return first;
  }

  private boolean dominates(int header, int instruction) {
    int wanted = position[header];
    int at = position[instruction];
    while (at > wanted) {
      at = dominator[at];
    }
    return at == wanted;
  }

  private void collect() {
    for (int instruction : order) {
      for (int header : flow.successors(instruction)) {
        if (dominates(header, instruction)) {
          bodies.putIfAbsent(header, new BitSet());
          addBody(bodies.get(header), header, instruction);
        }
      }
    }
  }

  private void addBody(BitSet body, int header, int backEdge) {
    int[] open = new int[flow.size()];
    int count = 0;
    body.set(header);
    if (!body.get(backEdge)) {
      body.set(backEdge);
      open[count++] = backEdge;
    }
    while (count > 0) {
      for (int predecessor : flow.predecessors(open[--count])) {
        if (position[predecessor] >= 0 && !body.get(predecessor)) {
          body.set(predecessor);
          open[count++] = predecessor;
        }
      }
    }
  }
}
