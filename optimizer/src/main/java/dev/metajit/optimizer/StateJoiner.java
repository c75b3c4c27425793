package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.optimizer.LoopState.Result;
import dev.metajit.optimizer.LoopState.Shape;
import dev.metajit.trace.ArrayDescr;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The most that holds both in a state and at the end of a walk. It is their product: each of its
 * nodes is a node of the state together with the value that the walk has for it. If the join equals
 * the state, the walk's end implies the state.
 */
final class StateJoiner {
  private static final int MAX_ROUNDS = 10;
  private static final int MAX_COMBINATIONS = 4;

  /**
   * A node of the state and the walk's value for it; the node is {@link LoopState#NONE} for a
   * part's default.
   */
  private record Pair(int node, Value value) {}

  private final LoopState state;
  private final Walk walk;
  private final Facts facts;
  private final List<Value> arguments;

  /**
   * State nodes and walk values that are virtual now but will have been allocated when the loop is
   * entered.
   */
  private final Set<Integer> forcedNodes = new HashSet<>();

  private final Set<Value> forcedValues = new HashSet<>();

  private final Map<Pair, Integer> numbers = new HashMap<>();
  private final Map<Integer, List<Pair>> pairsOf = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<Item> items = new LinkedHashSet<>();
  private final Set<Cell> pending = new HashSet<>();

  private StateJoiner(LoopState state, Walk walk, List<Value> arguments) {
    this.state = state;
    this.walk = walk;
    this.facts = walk.facts();
    this.arguments = arguments;
  }

  /** The join of the state and the walk's end, where these are the jump's arguments. */
  static LoopState join(LoopState state, Walk walk, List<Value> arguments) {
    walk.pure().refresh();
    StateJoiner joiner = new StateJoiner(state, walk, arguments);
    int forced;
    LoopState joined;
    do {
      forced = joiner.forcedCount();
      joined = joiner.build();
    } while (joiner.forcedCount() > forced);
    return joined;
  }

  private int forcedCount() {
    return forcedNodes.size() + forcedValues.size();
  }

  private LoopState build() {
    numbers.clear();
    pairsOf.clear();
    nodes.clear();
    items.clear();
    pending.clear();
    List<Integer> roots = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      roots.add(number(state.arguments().get(i), arguments.get(i)));
    }
    int before;
    int rounds = 0;
    do {
      before = items.size();
      state.items().forEach(this::join);
      rounds++;
    } while (items.size() > before && rounds < MAX_ROUNDS);
    forceLostStores();
    return finish(roots);
  }

  private LoopState finish(List<Integer> roots) {
    LoopState joined = new LoopState(nodes, roots, List.copyOf(items), distinct(), new BitSet());
    BitSet all = new BitSet();
    all.set(0, items.size());
    return joined.with(all);
  }

  /**
   * Stores of the walk that the join does not put off are executed: what they store is allocated.
   */
  private void forceLostStores() {
    for (Cell cell : walk.heap().pendingStores()) {
      if (!pending.contains(cell)) {
        forceValue(cell.value);
      }
    }
    Set<Integer> kept = new HashSet<>();
    for (Item item : items) {
      if (item instanceof Place place && place.pending()) {
        kept.add(place.value());
      }
    }
    for (Item item : state.items()) {
      if (item instanceof Place place && place.pending()) {
        boolean isKept =
            pairsOf.getOrDefault(place.value(), List.of()).stream()
                .anyMatch(pair -> kept.contains(numbers.get(pair)));
        if (!isKept) {
          forceNode(place.value());
        }
      }
    }
  }

  private void forceValue(Value value) {
    Value current = facts.resolve(value);
    Virtual virtual = facts.virtual(current);
    if (virtual != null && forcedValues.add(current)) {
      virtual.parts().stream().filter(part -> part != null).forEach(this::forceValue);
    }
  }

  private void forceNode(int node) {
    if (node != LoopState.NONE
        && state.node(node) instanceof Shape shape
        && forcedNodes.add(node)) {
      shape.parts().forEach(this::forceNode);
    }
  }

  private Shape shape(int node) {
    return node != LoopState.NONE
            && state.node(node) instanceof Shape shape
            && !forcedNodes.contains(node)
        ? shape
        : null;
  }

  private Virtual virtual(Value value) {
    return forcedValues.contains(value) ? null : facts.virtual(value);
  }

  private int number(int node, Value value) {
    Pair pair = new Pair(node, facts.resolve(value));
    Integer known = numbers.get(pair);
    if (known != null) {
      return known;
    }
    int number = nodes.size();
    numbers.put(pair, number);
    pairsOf.computeIfAbsent(node, n -> new ArrayList<>()).add(pair);
    nodes.add(null);
    Shape shape = shape(node);
    Virtual virtual =
        shape != null && pair.value().isConstant()
            ? Boxes.virtual(shape.like(), pair.value())
            : virtual(pair.value());
    nodes.set(
        number,
        shape != null && virtual != null && shape.like().isLike(virtual)
            ? joinObjects(shape, virtual)
            : joinValues(pair));
    return number;
  }

  private Node joinObjects(Shape shape, Virtual virtual) {
    List<Integer> parts = new ArrayList<>();
    if (shape.like().type() instanceof ClassDescr) {
      Set<FieldDescr> fields = new LinkedHashSet<>(shape.fields());
      fields.addAll(virtual.fields());
      List<FieldDescr> ordered = List.copyOf(fields);
      for (FieldDescr field : ordered) {
        int at = shape.fields().indexOf(field);
        int node = at < 0 ? LoopState.NONE : shape.parts().get(at);
        parts.add(number(node, virtual.field(field)));
      }
      return new Shape(shape.like(), ordered, parts);
    }
    for (int i = 0; i < shape.parts().size(); i++) {
      Value item = virtual.item(i);
      int node = shape.parts().get(i);
      boolean isUnset = item == null && node == LoopState.NONE;
      Value value = item != null ? item : isUnset ? null : Virtual.zero(itemKind(shape));
      parts.add(isUnset ? LoopState.NONE : number(node, value));
    }
    return new Shape(shape.like(), shape.fields(), parts);
  }

  private static Kind itemKind(Shape array) {
    return ((ArrayDescr) array.like().type()).kind();
  }

  /**
   * The node of a pair that is not virtual on both sides: what is virtual on one side is allocated.
   */
  private Node joinValues(Pair pair) {
    forceNode(pair.node());
    forceValue(pair.value());
    Kind kind = pair.value().kind();
    Node node =
        pair.node() == LoopState.NONE ? new Known(Virtual.zero(kind)) : state.node(pair.node());
    if (node instanceof Known known && known.constant().equals(pair.value())) {
      return node;
    }
    return new Input(kind, joinFacts(kind, factsOf(node), pair.value()));
  }

  private static Object factsOf(Node node) {
    if (node instanceof Known known) {
      return StateExporter.factsOf(new Facts(), known.constant());
    }
    if (node instanceof Shape shape) {
      return RefFacts.exactly(shape.like().exactClass());
    }
    return ((Input) node).facts();
  }

  private Object joinFacts(Kind kind, Object one, Value value) {
    Object other = StateExporter.factsOf(facts, value);
    return switch (kind) {
      case INT, LONG -> ((Bounds) one).widen((Bounds) other, kind);
      case REF -> ((RefFacts) one).or((RefFacts) other);
      default -> null;
    };
  }

  private void join(Item item) {
    for (List<Pair> operands : combinations(item.operands())) {
      if (item instanceof Place place) {
        joinPlace(place, operands);
      } else {
        joinResult((Result) item, operands);
      }
    }
  }

  private List<List<Pair>> combinations(List<Integer> operands) {
    List<List<Pair>> all = List.of(List.of());
    for (int operand : operands) {
      List<List<Pair>> longer = new ArrayList<>();
      for (List<Pair> start : all) {
        for (Pair pair : pairs(operand)) {
          List<Pair> list = new ArrayList<>(start);
          list.add(pair);
          longer.add(list);
        }
      }
      all = longer.size() <= MAX_COMBINATIONS ? longer : longer.subList(0, MAX_COMBINATIONS);
    }
    return all;
  }

  /** The walk's values for a node so far; a constant is itself. */
  private List<Pair> pairs(int node) {
    List<Pair> known = pairsOf.get(node);
    if (known == null && state.node(node) instanceof Known constant) {
      return List.of(new Pair(node, constant.constant()));
    }
    return known == null ? List.of() : List.copyOf(known);
  }

  private void joinPlace(Place place, List<Pair> operands) {
    Value base = operands.get(0).value();
    Value index = operands.size() > 1 ? operands.get(1).value() : null;
    Cell cell = walk.heap().find(place.descr(), base, index);
    if (cell == null || virtual(base) != null) {
      return;
    }
    boolean isPending = place.pending() && cell.pending;
    if (!isPending) {
      forceNode(place.value());
      forceValue(cell.value);
    } else {
      pending.add(cell);
    }
    int baseNumber = number(operands.get(0));
    int indexNumber = index == null ? LoopState.NONE : number(operands.get(1));
    int value = number(place.value(), cell.value);
    items.add(new Place(place.descr(), baseNumber, indexNumber, value, isPending));
  }

  private int number(Pair pair) {
    return number(pair.node(), pair.value());
  }

  private void joinResult(Result result, List<Pair> operands) {
    List<Value> values = operands.stream().map(Pair::value).toList();
    Value known = walk.known(result.op(), result.descr(), values);
    if (known != null) {
      List<Integer> operandNumbers = operands.stream().map(this::number).toList();
      int value = number(result.value(), known);
      items.add(new Result(result.op(), result.descr(), operandNumbers, value));
    }
  }

  private Set<Set<Integer>> distinct() {
    Set<Set<Integer>> joined = new HashSet<>();
    for (LoopState.Pair pair : state.sortedDistinct()) {
      for (Pair one : pairsOf.getOrDefault(pair.one(), List.of())) {
        for (Pair other : pairs(pair.other())) {
          if (walk.aliases().areDistinct(one.value(), other.value())) {
            joined.add(Set.of(numbers.get(one), number(other)));
          }
        }
      }
    }
    return joined;
  }
}
