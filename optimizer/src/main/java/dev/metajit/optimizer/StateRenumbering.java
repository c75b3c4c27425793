package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.optimizer.LoopState.Result;
import dev.metajit.optimizer.LoopState.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copies the part of a state that is kept, numbered in the canonical order. */
final class StateRenumbering {
  private final LoopState from;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  StateRenumbering(LoopState from) {
    this.from = from;
  }

  LoopState keep(BitSet keptItems) {
    List<Integer> arguments = from.arguments().stream().map(this::number).toList();
    List<Item> items = new ArrayList<>();
    keptItems.stream().forEach(i -> items.add(copy(from.items().get(i))));
    Set<Set<Integer>> distinct = distinct();
    BitSet passed = new BitSet();
    from.passed().stream()
        .filter(numbers::containsKey)
        .forEach(node -> passed.set(numbers.get(node)));
    return new LoopState(List.copyOf(nodes), arguments, List.copyOf(items), distinct, passed);
  }

  /** The old number of each node that was kept. */
  List<Integer> origins() {
    Integer[] origins = new Integer[nodes.size()];
    numbers.forEach((old, number) -> origins[number] = old);
    return List.of(origins);
  }

  /** The pairs of nodes that are kept; a constant need not be kept for anything else. */
  private Set<Set<Integer>> distinct() {
    BitSet kept = new BitSet();
    numbers.keySet().forEach(kept::set);
    Set<Set<Integer>> copies = new HashSet<>();
    for (LoopState.Pair pair : from.sortedDistinct()) {
      if (kept.get(pair.one()) && (kept.get(pair.other()) || isKnown(pair.other()))) {
        copies.add(Set.of(number(pair.one()), number(pair.other())));
      }
    }
    return copies;
  }

  private boolean isKnown(int node) {
    return from.node(node) instanceof Known;
  }

  private Item copy(Item item) {
    if (item instanceof Place place) {
      int index = place.index() == LoopState.NONE ? LoopState.NONE : number(place.index());
      return new Place(
          place.descr(), number(place.base()), index, number(place.value()), place.pending());
    }
    Result result = (Result) item;
    List<Integer> operands = result.operands().stream().map(this::number).toList();
    return new Result(result.op(), result.descr(), operands, number(result.value()));
  }

  private int number(int old) {
    Integer known = numbers.get(old);
    if (known != null) {
      return known;
    }
    int number = nodes.size();
    numbers.put(old, number);
    nodes.add(from.node(old));
    if (from.node(old) instanceof Shape shape) {
      List<Integer> parts = new ArrayList<>();
      shape.parts().forEach(part -> parts.add(part == LoopState.NONE ? part : number(part)));
      nodes.set(number, new Shape(shape.like(), shape.fields(), List.copyOf(parts)));
    }
    return number;
  }
}
