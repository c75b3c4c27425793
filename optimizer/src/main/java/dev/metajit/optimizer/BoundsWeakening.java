package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Ways to assume less about ints and longs, the weakest state first. */
enum BoundsWeakening {
  /** Nothing is assumed. */
  ALL,
  /** Nothing but of what is computed from other nodes, such as the lengths of arrays. */
  ALL_BUT_RESULTS,
  /** As {@link #ALL_BUT_RESULTS}, but that a value is not negative. */
  ALL_BUT_SIGNS;

  /** The weaker state. */
  LoopState apply(LoopState state) {
    BitSet kept = new BitSet();
    if (this != ALL) {
      for (Item item : state.items()) {
        kept.set(item.value(), kept.get(item.value()) || item instanceof Result);
      }
      kept.andNot(state.reachedFromArguments());
    }
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < state.nodes().size(); i++) {
      nodes.add(kept.get(i) ? state.node(i) : weaker(state.node(i)));
    }
    return new LoopState(
        List.copyOf(nodes), state.arguments(), state.items(), state.distinct(), state.passed());
  }

  private Node weaker(Node node) {
    if (!(node instanceof Input input) || !(input.facts() instanceof Bounds bounds)) {
      return node;
    }
    Bounds top = Bounds.top(input.kind());
    boolean keepsSign = this == ALL_BUT_SIGNS && bounds.isNonNegative();
    return new Input(input.kind(), keepsSign ? Bounds.range(0, top.max()) : top);
  }
}
