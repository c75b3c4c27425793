package dev.metajit.optimizer;

import dev.metajit.optimizer.LoopState.Input;
import dev.metajit.optimizer.LoopState.Known;
import dev.metajit.optimizer.LoopState.Node;
import dev.metajit.optimizer.LoopState.Shape;
import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.ResumeData;
import dev.metajit.trace.ResumeData.Source;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The arguments of a call as a {@link LoopState}: which are constant, and which are virtual objects
 * made of others. It has no items, and nothing is assumed of the inputs, so that it takes no guard
 * to see whether other arguments are such.
 */
final class ArgumentState {
  /** No more inputs: HotSpot compiles no call with very many. */
  private static final int MOST_INPUTS = 24;

  private final Facts facts;
  private final Predicate<Value> taken;

  /**
   * @param taken true of virtual objects that nobody sees any more but the callee
   */
  ArgumentState(Facts facts, Predicate<Value> taken) {
    this.facts = facts;
    this.taken = taken;
  }

  /** True if the value is passed as its parts: boxes are, since it does not matter which it is. */
  private boolean isApart(Value value) {
    Virtual virtual = facts.virtual(value);
    return virtual != null && (virtual.boxed() != null || taken.test(value));
  }

  /** The state of these arguments; null if nothing is won by passing them apart. */
  LoopState export(List<Value> arguments) {
    List<Node> nodes = new ArrayList<>();
    Map<Value, Integer> numbers = new HashMap<>();
    List<Integer> roots = arguments.stream().map(a -> number(a, nodes, numbers)).toList();
    BitSet inputs = new BitSet();
    for (int i = 0; i < nodes.size(); i++) {
      inputs.set(i, nodes.get(i) instanceof Input);
    }
    boolean pays = nodes.stream().anyMatch(Shape.class::isInstance);
    return pays && inputs.cardinality() <= MOST_INPUTS
        ? new LoopState(List.copyOf(nodes), roots, List.of(), Set.of(), inputs)
        : null;
  }

  private int number(Value value, List<Node> nodes, Map<Value, Integer> numbers) {
    Value current = facts.resolve(value);
    Integer known = numbers.get(current);
    if (known != null) {
      return known;
    }
    int number = nodes.size();
    numbers.put(current, number);
    if (!isApart(current)) {
      nodes.add(current instanceof Constant constant ? new Known(constant) : unknown(current));
      return number;
    }
    Virtual virtual = facts.virtual(current);
    nodes.add(null);
    List<Integer> parts = new ArrayList<>();
    for (Value part : virtual.parts()) {
      parts.add(part == null ? LoopState.NONE : number(part, nodes, numbers));
    }
    nodes.set(number, new Shape(virtual.emptyCopy(), virtual.fields(), List.copyOf(parts)));
    return number;
  }

  private static Input unknown(Value value) {
    Kind kind = value.kind();
    return switch (kind) {
      case INT, LONG -> new Input(kind, Bounds.top(kind));
      case REF -> new Input(kind, RefFacts.UNKNOWN);
      default -> new Input(kind, null);
    };
  }

  /**
   * What a state takes of arguments.
   *
   * @param inputs its inputs
   * @param apart the virtual objects, boxes apart, that are passed as their parts
   * @param forced the virtual objects among the inputs
   */
  record Match(List<Value> inputs, Set<Value> apart, Set<Value> forced) {}

  /** How these arguments are such as the state says; null if they are not. */
  Match match(LoopState state, List<Value> arguments) {
    Value[] bound = new Value[state.nodes().size()];
    Match match = new Match(new ArrayList<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    for (int i = 0; i < arguments.size(); i++) {
      if (!bind(state, state.arguments().get(i), arguments.get(i), bound, match)) {
        return null;
      }
    }
    state.inputs().forEach(node -> match.inputs.add(bound[node]));
    return match;
  }

  private boolean bind(LoopState state, int number, Value value, Value[] bound, Match match) {
    Value current = facts.resolve(value);
    Node node = state.node(number);
    if (node instanceof Known known) {
      return current.equals(known.constant());
    }
    if (bound[number] != null) {
      return bound[number].equals(current);
    }
    bound[number] = current;
    if (node instanceof Shape shape) {
      return bindParts(state, shape, current, bound, match);
    }
    if (facts.virtual(current) != null) {
      match.forced.add(current);
    }
    return true;
  }

  private boolean bindParts(LoopState state, Shape shape, Value value, Value[] bound, Match match) {
    Virtual virtual = virtual(shape, value);
    if (virtual == null || !shape.like().isLike(virtual)) {
      return false;
    }
    boolean isInstance = shape.like().type() instanceof ClassDescr;
    if (isInstance && !shape.fields().containsAll(virtual.fields())) {
      return false;
    }
    if (virtual.boxed() == null && !match.apart.add(value)) {
      return false; // one object for two
    }
    for (int i = 0; i < shape.parts().size(); i++) {
      int part = shape.parts().get(i);
      Value content = facts.resolve(StateMatcher.content(shape, virtual, i));
      boolean fits =
          part == LoopState.NONE
              ? content.equals(Virtual.zero(content.kind()))
              : bind(state, part, content, bound, match);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private Virtual virtual(Shape shape, Value value) {
    if (value.isConstant()) {
      return shape.like().boxed() == null ? null : Boxes.virtual(shape.like(), value);
    }
    return isApart(value) ? facts.virtual(value) : null;
  }

  /** How arguments that are as the state says are made of its inputs. */
  static ResumeData recipe(LoopState state) {
    Map<Integer, Source> sources = new HashMap<>();
    List<Shape> shapes = new ArrayList<>();
    int inputs = 0;
    for (int i = 0; i < state.nodes().size(); i++) {
      Node node = state.node(i);
      if (node instanceof Known known) {
        sources.put(i, new ResumeData.Known(known.constant()));
      } else if (node instanceof Input input) {
        sources.put(i, new ResumeData.FailArgument(inputs++, input.kind()));
      } else {
        sources.put(i, new ResumeData.VirtualReference(shapes.size()));
        shapes.add((Shape) node);
      }
    }
    List<ResumeData.VirtualObject> objects = new ArrayList<>();
    for (Shape shape : shapes) {
      Virtual like = shape.like();
      List<Source> parts = new ArrayList<>();
      shape.parts().forEach(part -> parts.add(sources.get(part)));
      int length = like.isArray() ? like.length() : 0;
      objects.add(
          new ResumeData.VirtualObject(
              like.type(), length, shape.fields(), parts, like.completion()));
    }
    List<Source> arguments = state.arguments().stream().map(sources::get).toList();
    ResumeData.Frame frame = new ResumeData.Frame(null, null, 0, arguments);
    return new ResumeData(List.of(frame), objects, List.of());
  }

  /** The kinds of a state's inputs. */
  static List<Kind> kinds(LoopState state) {
    return state.inputs().stream().map(node -> ((Input) state.node(node)).kind()).toList();
  }
}
