package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.optimizer.LoopState.Shape;
import dev.metajit.trace.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ways to assume less of numbers. */
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
    BitSet others = new BitSet();
    others.set(0, weaker.nodes().size());
    others.andNot(needed);
    return forgetConstants(weaker, others);
  }

  /**
   * The state without primitive constants that are nothing but values of stores that are put off.
   */
  static LoopState forgetStoredConstants(LoopState state) {
    BitSet stored = new BitSet();
    BitSet needed = state.reachedFromArguments();
    for (Item item : state.items()) {
      item.operands().forEach(needed::set);
      boolean isPending = item instanceof Place place && place.pending();
      (isPending ? stored : needed).set(item.value());
    }
    stored.andNot(needed);
    return forgetConstants(state, stored);
  }

  /**
   * The state in which what is to be stored into elements of arrays may be any number, where it is
   * a primitive constant. What else is the same constant, such as a literal of the guest program,
   * stays.
   */
  static LoopState forgetStoredElements(LoopState state) {
    List<Node> nodes = new ArrayList<>(state.nodes());
    List<Item> items = new ArrayList<>();
    Map<Integer, Integer> unknown = new HashMap<>();
    for (Item item : state.items()) {
      if (item instanceof Place place
          && place.pending()
          && place.index() != LoopState.NONE
          && isNumber(state.node(place.value()))) {
        int value =
            unknown.computeIfAbsent(
                place.value(),
                number -> {
                  nodes.add(unknown(state.node(number)));
                  return nodes.size() - 1;
                });
        items.add(new Place(place.descr(), place.base(), place.index(), value, true));
      } else {
        items.add(item);
      }
    }
    return new LoopState(
        List.copyOf(nodes),
        state.arguments(),
        List.copyOf(items),
        state.distinct(),
        state.passed());
  }

  /**
   * The state in which the numbers in virtual objects that are to be stored, such as boxes, may be
   * any.
   */
  static LoopState forgetStoredParts(LoopState state) {
    BitSet stored = new BitSet();
    for (Item item : state.items()) {
      if (item instanceof Place place && place.pending()) {
        stored.set(place.value());
      }
    }
    List<Node> nodes = new ArrayList<>(state.nodes());
    for (int i = stored.nextSetBit(0); i >= 0; i = stored.nextSetBit(i + 1)) {
      if (state.node(i) instanceof Shape shape) {
        List<Integer> parts = new ArrayList<>();
        for (int part : shape.parts()) {
          boolean isForgotten = part != LoopState.NONE && isNumber(state.node(part));
          parts.add(isForgotten ? nodes.size() : part);
          if (isForgotten) {
            nodes.add(unknown(state.node(part)));
          }
        }
        nodes.set(i, new Shape(shape.like(), shape.fields(), List.copyOf(parts)));
      }
    }
    return new LoopState(
        List.copyOf(nodes), state.arguments(), state.items(), state.distinct(), state.passed());
  }

  private static boolean isNumber(Node node) {
    return node instanceof Known known && known.constant().kind() != Kind.REF;
  }

  private static LoopState forgetConstants(LoopState state, BitSet numbers) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < state.nodes().size(); i++) {
      nodes.add(numbers.get(i) ? unknown(state.node(i)) : state.node(i));
    }
    return new LoopState(
        List.copyOf(nodes), state.arguments(), state.items(), state.distinct(), state.passed());
  }

  private static Node unknown(Node node) {
    if (!isNumber(node)) {
      return node;
    }
    Kind kind = ((Known) node).constant().kind();
    boolean hasBounds = kind == Kind.INT || kind == Kind.LONG;
    return new Input(kind, hasBounds ? Bounds.top(kind) : null);
  }
}
