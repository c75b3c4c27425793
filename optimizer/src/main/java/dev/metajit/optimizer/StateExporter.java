package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Item;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Place;
import dev.metajit.optimizer.LoopState.Result;
import dev.metajit.optimizer.LoopState.Shape;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a {@link LoopState} of all that a walk knows at its end and that the jump's arguments lead
 * to.
 */
final class StateExporter {
  private static final int MAX_PASSES = 12;
  private static final int MAX_NODES = 400;

  private final Walk walk;
  private final Facts facts;
  private final Map<Value, Integer> numbers = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();
  private final Set<Object> done = new HashSet<>();

  private StateExporter(Walk walk) {
    this.walk = walk;
    this.facts = walk.facts();
  }

  /** The state; stores that no state can hold are executed. */
  static LoopState export(Walk walk, List<Value> arguments) {
    walk.pure().refresh();
    while (true) {
      StateExporter exporter = new StateExporter(walk);
      LoopState state = exporter.build(arguments);
      List<Cell> lost =
          walk.heap().pendingStores().stream().filter(c -> !exporter.done.contains(c)).toList();
      if (lost.isEmpty()) {
        return state;
      }
      lost.forEach(walk.heap()::flush);
    }
  }

  private LoopState build(List<Value> arguments) {
    List<Integer> roots = new ArrayList<>();
    arguments.forEach(argument -> roots.add(number(facts.resolve(argument))));
    int before;
    int passes = 0;
    do {
      before = done.size();
      walk.pure().results().forEach(this::addResult);
      walk.heap().cells().forEach(this::addPlace);
      passes++;
    } while (done.size() > before && passes < MAX_PASSES && nodes.size() < MAX_NODES);
    LoopState state = new LoopState(nodes, roots, List.copyOf(items), distinct(), new BitSet());
    BitSet all = new BitSet();
    all.set(0, items.size());
    return state.with(all);
  }

  /** True for what is computed anew at less cost than it takes to keep it. */
  private static boolean isCheap(Op op) {
    return switch (op) {
      case INT_TO_LONG, LONG_TO_INT, INT_TO_BYTE, INT_TO_CHAR, INT_TO_SHORT -> true;
      default -> false;
    };
  }

  private void addResult(PurePass.Key key, Value result) {
    if (isCheap(key.op()) || !areReached(key.operands())) {
      return;
    }
    List<Value> operands = facts.resolved(key.operands());
    if (!done.add(new PurePass.Key(key.op(), key.descr(), operands))) {
      return;
    }
    boolean isConstant = key.op().isPure() && areConstant(operands);
    if (!isConstant) {
      Value known = walk.known(key.op(), key.descr(), operands);
      List<Integer> numbered = operands.stream().map(this::number).toList();
      int value = number(known != null ? known : facts.resolve(result));
      items.add(new Result(key.op(), key.descr(), numbered, value));
    }
  }

  private void addPlace(Cell cell) {
    if (done.contains(cell)
        || !isReached(cell.base)
        || !(cell.isField() || isReached(cell.index))) {
      return;
    }
    done.add(cell);
    if (!walk.heap().isLatest(cell)) {
      return;
    }
    int index = cell.isField() ? LoopState.NONE : number(cell.index);
    items.add(new Place(cell.descr, number(cell.base), index, number(cell.value), cell.pending));
  }

  private boolean areReached(List<Value> values) {
    for (Value value : values) {
      if (!isReached(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areConstant(List<Value> values) {
    for (Value value : values) {
      if (!value.isConstant()) {
        return false;
      }
    }
    return true;
  }

  private boolean isReached(Value value) {
    Value current = facts.resolve(value);
    return current instanceof Constant || numbers.containsKey(current);
  }

  private int number(Value value) {
    Value current = facts.resolve(value);
    Integer known = numbers.get(current);
    if (known != null) {
      return known;
    }
    int number = nodes.size();
    numbers.put(current, number);
    Virtual virtual = facts.virtual(current);
    if (virtual == null) {
      nodes.add(node(facts, current));
      return number;
    }
    virtual.requireOwn();
    nodes.add(null);
    List<Integer> parts = new ArrayList<>();
    virtual.parts().forEach(part -> parts.add(part == null ? LoopState.NONE : number(part)));
    nodes.set(number, new Shape(virtual.emptyCopy(), virtual.fields(), parts));
    return number;
  }

  /** The node of a value that is not virtual. */
  static Node node(Facts facts, Value value) {
    if (value instanceof Constant constant) {
      return new Known(constant);
    }
    return new Input(value.kind(), factsOf(facts, value));
  }

  /** What is known about a value, in the form that an input node has. */
  static Object factsOf(Facts facts, Value value) {
    Kind kind = value.kind();
    return switch (kind) {
      case INT, LONG -> facts.bounds(value);
      case REF -> constantOrKnown(facts, value);
      default -> null;
    };
  }

  private static RefFacts constantOrKnown(Facts facts, Value value) {
    RefFacts known = facts.ref(value);
    return new RefFacts(known.nonNull(), known.exactClass(), false);
  }

  private Set<Set<Integer>> distinct() {
    Set<Set<Integer>> pairs = new HashSet<>();
    for (Set<Value> pair : walk.aliases().distinctPairs()) {
      Set<Integer> copy = new HashSet<>();
      for (Value value : pair) {
        if (isReached(value)) {
          copy.add(number(value));
        }
      }
      if (copy.size() == 2) {
        pairs.add(copy);
      }
    }
    return pairs;
  }
}
