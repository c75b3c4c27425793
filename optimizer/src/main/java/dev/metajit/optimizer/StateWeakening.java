package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What a state does not assume any more if a turn of the loop contradicts it. */
final class StateWeakening {
  private StateWeakening() {}

  /**
   * The state without anything about numbers: neither bounds, nor which constant a number is,
   * unless that constant says where something stands in memory.
   */
  static LoopState forgetNumbers(LoopState state) {
    LoopState weaker = BoundsWeakening.ALL.apply(state);
    BitSet needed = new BitSet();
    weaker.items().forEach(item -> item.operands().forEach(needed::set));
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < weaker.nodes().size(); i++) {
      Node node = weaker.node(i);
      nodes.add(needed.get(i) ? node : unknown(node));
    }
    return new LoopState(
        List.copyOf(nodes), state.arguments(), state.items(), state.distinct(), state.passed());
  }

  private static Node unknown(Node node) {
    if (!(node instanceof Known known) || known.constant().kind() == Kind.REF) {
      return node;
    }
    Kind kind = known.constant().kind();
    boolean hasBounds = kind == Kind.INT || kind == Kind.LONG;
    return new Input(kind, hasBounds ? Bounds.top(kind) : null);
  }
}
