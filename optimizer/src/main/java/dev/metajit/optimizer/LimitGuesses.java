package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.optimizer.LoopState.Result;
import dev.metajit.optimizer.Order.Relation;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Finds what to ask before a loop so that the loop need not ask: where a counter is compared with
 * its own limit and with the length of an array, and neither changes in the loop, it is enough that
 * the limit is no greater than the length. That it was so while the loop was recorded is a good
 * guess that it will be.
 */
final class LimitGuesses {
  private static final int MAX_GUESSES = 24;

  private final LoopState state;
  private final Walk walk;
  private final Map<Value, Integer> invariant = new HashMap<>();
  private final Map<Integer, Integer> widened = new HashMap<>();
  private final List<Node> nodes;
  private final List<Item> items;
  private final int yes;
  private int guesses;

  private LimitGuesses(LoopState state, IntFunction<Value> values, List<Value> next, Walk walk) {
    this.state = state;
    this.walk = walk;
    this.nodes = new ArrayList<>(state.nodes());
    this.items = new ArrayList<>(state.items());
    this.yes = nodes.size();
    nodes.add(new Known(Constant.ofInt(1)));
    findInvariants(values, next);
  }

  /**
   * The state with the guesses.
   *
   * @param values the values of the state's nodes at the start of the walk
   * @param next what the walk passes on as the portal's reds
   * @param walk a round from the state, at its end
   * @return null if there are none
   */
  static LoopState add(LoopState state, IntFunction<Value> values, List<Value> next, Walk walk) {
    LimitGuesses guesses = new LimitGuesses(state, values, next, walk);
    return guesses.invariant.size() < 2 ? null : guesses.add();
  }

  private LoopState add() {
    Map<Value, Operation> comparisons = new HashMap<>();
    for (Operation operation : walk.output()) {
      if (operation.op().is(Op.Flag.COMPARE)) {
        comparisons.put(operation.result(), operation);
      } else if (operation.op() == Op.GUARD_TRUE || operation.op() == Op.GUARD_FALSE) {
        Operation comparison = comparisons.get(operation.argument(0));
        if (comparison != null && comparison.op().isPrimitive()) {
          guess(comparison, operation.op() == Op.GUARD_TRUE);
        }
      }
    }
    if (guesses == 0) {
      return null;
    }
    return new LoopState(
        List.copyOf(nodes), state.arguments(), List.copyOf(items), state.distinct(), new BitSet());
  }

  private void guess(Operation comparison, boolean truth) {
    Value left = comparison.argument(0);
    Value right = comparison.argument(1);
    Relation asked = walk.order().meaning(comparison.op(), left, right, truth);
    if (asked == null) {
      return;
    }
    Map<Value, Long> least = walk.order().above(asked.one());
    Map<Value, Long> most = walk.order().below(asked.other());
    least.keySet().retainAll(invariant.keySet());
    most.keySet().retainAll(invariant.keySet());
    for (Map.Entry<Value, Long> one : least.entrySet()) {
      for (Map.Entry<Value, Long> other : most.entrySet()) {
        guess(one.getKey(), other.getKey(), asked.plus() - one.getValue() - other.getValue());
      }
    }
  }

  /** Guesses that one is no greater than the other plus a number, if that can be asked. */
  private void guess(Value one, Value other, long plus) {
    boolean isPair = one != other && plus >= -1 && guesses < MAX_GUESSES;
    Constant oneSeen = isPair ? walk.seen(one) : null;
    Constant otherSeen = isPair ? walk.seen(other) : null;
    if (oneSeen == null
        || otherSeen == null
        || oneSeen.bits() > otherSeen.bits() + Math.min(plus, 0)
        || walk.order().holds(new Relation(one, other, plus))) {
      return;
    }
    boolean isInt = one.kind() == Kind.INT && other.kind() == Kind.INT;
    Op op = plus >= 0 ? isInt ? Op.INT_LE : Op.LONG_LE : isInt ? Op.INT_LT : Op.LONG_LT;
    List<Integer> operands = List.of(operand(one, isInt), operand(other, isInt));
    Result guess = new Result(op, null, operands, yes);
    if (!items.contains(guess)) { // other guards may have asked for the same
      items.add(guess);
      guesses++;
    }
  }

  /** The number of the node, or of one that is the same as a long. */
  private int operand(Value value, boolean asInt) {
    int node = invariant.get(value);
    if (asInt || value.kind() == Kind.LONG) {
      return node;
    }
    return widened.computeIfAbsent(
        node,
        key -> {
          nodes.add(new Input(Kind.LONG, walk.facts().bounds(value)));
          items.add(new Result(Op.INT_TO_LONG, null, List.of(node), nodes.size() - 1));
          return nodes.size() - 1;
        });
  }

  /** Values of nodes that are ints or longs and the same in each turn. */
  private void findInvariants(IntFunction<Value> values, List<Value> next) {
    BitSet same = new BitSet();
    for (int i = 0; i < next.size(); i++) {
      int node = state.arguments().get(i);
      if (walk.facts().resolve(next.get(i)) == values.apply(node)) {
        same.set(node);
      }
    }
    for (int i = 0; i < state.nodes().size(); i++) {
      same.set(i, same.get(i) || state.node(i) instanceof Known);
    }
    for (Item item : state.items()) {
      boolean fromSame = item.operands().stream().allMatch(same::get);
      if (fromSame && (item instanceof Result || isUnchanged((Place) item, values))) {
        same.set(item.value());
      }
    }
    for (int i = 0; i < state.nodes().size(); i++) {
      boolean isInteger =
          state.node(i) instanceof Input input
              && (input.kind() == Kind.INT || input.kind() == Kind.LONG);
      if (isInteger && same.get(i)) {
        invariant.put(values.apply(i), i);
      }
    }
  }

  private boolean isUnchanged(Place place, IntFunction<Value> values) {
    Value index = place.index() == LoopState.NONE ? null : values.apply(place.index());
    Cell cell = walk.heap().find(place.descr(), values.apply(place.base()), index);
    return cell != null && walk.facts().resolve(cell.value) == values.apply(place.value());
  }
}
