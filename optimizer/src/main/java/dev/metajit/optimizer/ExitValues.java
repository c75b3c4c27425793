package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Chooses which of a loop's invariant values its exits have at hand though the interpreter's state
 * does not need them. A bridge that knows them need not load and check them again before it comes
 * back to the loop.
 */
final class ExitValues {
  private static final int MAX_VALUES = 24;
  private static final int MAX_REFERENCES = 4;
  private static final int MAX_STORES = 240;

  private ExitValues() {}

  /**
   * The numbers of the chosen nodes.
   *
   * @param state with all inputs passed
   * @param values the values of nodes at the loop's start
   * @param next the values that the loop passes on for them
   * @param walk the loop's walk: the more guards, the fewer values
   */
  static List<Integer> choose(
      LoopState state, IntFunction<Value> values, List<Value> next, Walk walk) {
    int guards = 1;
    for (Operation operation : walk.output()) {
      guards += operation.op().isGuard() ? 1 : 0;
    }
    List<Integer> candidates = candidates(state, values, next);
    Map<Integer, Integer> uses = new HashMap<>();
    for (Item item : state.items()) {
      item.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
    }
    candidates.sort(Comparator.comparingInt(node -> -uses.getOrDefault(node, 0)));
    return limited(candidates, state, Math.min(MAX_VALUES, MAX_STORES / guards));
  }

  /** References cost more to leave with than numbers, so there are fewer of them. */
  private static List<Integer> limited(List<Integer> candidates, LoopState state, int limit) {
    List<Integer> chosen = new ArrayList<>();
    int references = 0;
    for (int node : candidates) {
      boolean isReference = ((Input) state.node(node)).kind() == Kind.REF;
      if (chosen.size() < limit && (!isReference || references++ < MAX_REFERENCES)) {
        chosen.add(node);
      }
    }
    return chosen;
  }

  private static List<Integer> candidates(
      LoopState state, IntFunction<Value> values, List<Value> next) {
    BitSet told = new BitSet();
    state.items().forEach(item -> told.set(item.value()));
    told.andNot(state.reachedFromArguments());
    List<Integer> candidates = new ArrayList<>();
    List<Integer> inputs = state.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      int node = inputs.get(i);
      boolean isInvariant = next.get(i) == values.apply(node);
      if (told.get(node) && isInvariant && state.node(node) instanceof Input) {
        candidates.add(node);
      }
    }
    return candidates;
  }
}
