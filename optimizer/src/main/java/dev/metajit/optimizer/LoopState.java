package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.FieldDescr;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What is assumed where a specialised loop starts: RPython's virtual state, short preamble and the
 * promoted memory in one.
 *
 * <p>It is a graph. The nodes are values: known, taken as an input of the loop, or virtual objects
 * made of other nodes. {@link #arguments} are the values of the portal's reds. {@link #items} tell
 * the other nodes from these, each item from nodes before it: what a place in memory holds (perhaps
 * with the store put off), what a pure operation gives. Whoever jumps to the loop sees to it that
 * all of this holds ({@link StateMatcher}) and passes the {@link #passed} inputs.
 *
 * <p>Numbering follows one order, arguments first, then items, so that equal states are equal
 * records.
 *
 * @param passed the numbers of the input nodes that are inputs of the loop trace; the others are
 *     only looked at
 * @param distinct pairs of nodes that are different objects
 */
record LoopState(
    List<Node> nodes,
    List<Integer> arguments,
    List<Item> items,
    Set<Set<Integer>> distinct,
    BitSet passed) {

  /** No node: no index, or a part that was not stored. */
  static final int NONE = -1;

  /** A value at the start of the loop. */
  sealed interface Node permits Known, Input, Shape {}

  /** Always this constant. */
  record Known(Constant constant) implements Node {}

  /**
   * Any value with these facts.
   *
   * @param facts {@link Bounds} of an int or long, {@link RefFacts} of a reference, else null
   */
  record Input(Kind kind, Object facts) implements Node {}

  /**
   * A virtual object, as in {@link Virtual}.
   *
   * @param fields an instance's fields, parallel to {@code parts}
   */
  record Shape(Virtual like, List<FieldDescr> fields, List<Integer> parts) implements Node {
    @Override
    public boolean equals(Object other) {
      return other instanceof Shape that
          && like.isLike(that.like)
          && fields.equals(that.fields)
          && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
      return fields.hashCode() * 31 + parts.hashCode();
    }
  }

  /** How a node is had from nodes before it. */
  sealed interface Item permits Place, Result {
    /** The nodes that it starts from. */
    List<Integer> operands();

    /** The node that it tells. */
    int value();
  }

  /**
   * What a field or element holds.
   *
   * @param index {@link #NONE} for a field
   * @param pending the value is still to be stored
   */
  record Place(Descr descr, int base, int index, int value, boolean pending) implements Item {
    @Override
    public List<Integer> operands() {
      return index == NONE ? List.of(base) : List.of(base, index);
    }
  }

  /** What a pure operation, or a call that counts as one, gives. */
  record Result(Op op, Descr descr, List<Integer> operands, int value) implements Item {}

  Node node(int number) {
    return nodes.get(number);
  }

  /** True if nothing is assumed that is not true of every call of the portal. */
  boolean isTrivial() {
    return items.isEmpty()
        && distinct.isEmpty()
        && arguments.stream().distinct().count() == arguments.size()
        && nodes.stream().allMatch(LoopState::isUnknown);
  }

  private static boolean isUnknown(Node node) {
    return node instanceof Input input
        && (input.facts == null
            || input.facts.equals(RefFacts.UNKNOWN)
            || input.facts.equals(Bounds.top(input.kind)));
  }

  /** Two nodes that are different objects; a constant is the second. */
  record Pair(int one, int other) {}

  /** The pairs of {@link #distinct} in one order, which does not depend on how they are hashed. */
  List<Pair> sortedDistinct() {
    return distinct.stream()
        .map(this::pair)
        .sorted(Comparator.comparingInt(Pair::one).thenComparingInt(Pair::other))
        .toList();
  }

  private Pair pair(Set<Integer> nodes) {
    int least = Collections.min(nodes);
    int most = Collections.max(nodes);
    return node(least) instanceof Known ? new Pair(most, least) : new Pair(least, most);
  }

  /** The arguments, and the parts of the objects among them. */
  BitSet reachedFromArguments() {
    BitSet reached = new BitSet();
    arguments.forEach(argument -> reach(argument, reached));
    return reached;
  }

  private void reach(int number, BitSet reached) {
    if (number != NONE && !reached.get(number)) {
      reached.set(number);
      if (node(number) instanceof Shape shape) {
        shape.parts.forEach(part -> reach(part, reached));
      }
    }
  }

  /** The same with only some items, and only the nodes that those and the arguments need. */
  LoopState with(BitSet keptItems) {
    return new StateRenumbering(this).keep(keptItems);
  }

  /** The same with other inputs passed. */
  LoopState passing(BitSet inputs) {
    return new LoopState(nodes, arguments, items, distinct, inputs);
  }

  /** The numbers of the passed inputs, in the order of the loop trace's inputs. */
  List<Integer> inputs() {
    List<Integer> numbers = new ArrayList<>();
    passed.stream().forEach(numbers::add);
    return numbers;
  }
}
