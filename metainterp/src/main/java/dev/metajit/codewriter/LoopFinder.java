package dev.metajit.codewriter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a method contains a loop; one through an exception handler counts, but not a
 * handler that covers its own start, as {@code javac} writes them for {@code finally}.
 */
final class LoopFinder {
  private LoopFinder() {}

  private record Visit(Block block, Iterator<Block> rest) {}

  /** Searches depth first for an edge back to a block on the way. */
  static boolean hasLoop(BlockGraph graph) {
    Map<Block, Boolean> onWay = new HashMap<>();
    Deque<Visit> way = new ArrayDeque<>();
    enter(graph.at(0), graph, onWay, way);
    while (!way.isEmpty()) {
      Visit visit = way.peek();
      if (!visit.rest().hasNext()) {
        onWay.put(visit.block(), false);
        way.pop();
        continue;
      }
      Block next = visit.rest().next();
      if (Boolean.TRUE.equals(onWay.get(next))) {
        return true;
      }
      if (!onWay.containsKey(next)) {
        enter(next, graph, onWay, way);
      }
    }
    return false;
  }

  private static void enter(
      Block block, BlockGraph graph, Map<Block, Boolean> onWay, Deque<Visit> way) {
    List<Block> next = new ArrayList<>();
    for (int successor : block.successors) {
      next.add(graph.at(successor));
    }
    block.handlers.stream()
        .filter(range -> range.handler() != block.start)
        .forEach(range -> next.add(graph.at(range.handler())));
    onWay.put(block, true);
    way.push(new Visit(block, next.iterator()));
  }
}
