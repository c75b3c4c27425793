package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ints and longs are known to be no greater than which others: what intervals cannot say. An
 * int is seen as the number that it is, so it may be compared with a long.
 */
final class Order {
  private static final int DEPTH = 5;
  private static final int MAX_EDGES = 12;
  private static final int MAX_STEPS = 100;

  /** Sums of differences stay far from where they would overflow. */
  private static final long FAR = 1L << 40;

  /** {@code one <= other + plus}. */
  record Relation(Value one, Value other, long plus) {
    /**
     * What the comparison says if it gives this; null for another operation. Where it takes numbers
     * for unsigned, that is so only if neither is negative as a signed number.
     */
    static Relation of(Op op, Value left, Value right, boolean truth) {
      return switch (op) {
        case INT_LT, LONG_LT, UINT_LT, ULONG_LT -> less(left, right, truth);
        case INT_GT, LONG_GT, UINT_GT, ULONG_GT -> less(right, left, truth);
        case INT_LE, LONG_LE, UINT_LE, ULONG_LE -> less(right, left, !truth);
        case INT_GE, LONG_GE, UINT_GE, ULONG_GE -> less(left, right, !truth);
        default -> null;
      };
    }

    /** {@code left < right}, or not. */
    private static Relation less(Value left, Value right, boolean truth) {
      return truth ? new Relation(left, right, -1) : new Relation(right, left, 0);
    }
  }

  /**
   * A value and how far it may be exceeded.
   *
   * @param use to be run when it is counted on, or null
   */
  private record Edge(Value to, long plus, Runnable use) {}

  private final Facts facts;
  private final Map<Value, List<Edge>> above = new HashMap<>();
  private final Map<Value, List<Edge>> below = new HashMap<>();

  Order(Facts facts) {
    this.facts = facts;
  }

  /**
   * The operation is known to give this.
   *
   * @param use run when that is counted on; may be null
   */
  void learn(Op op, List<Value> operands, Value result, Runnable use) {
    if (op == Op.INT_TO_LONG) {
      learnEqual(result, operands.get(0), use);
    } else if (op.is(Op.Flag.COMPARE) && result instanceof Constant answer) {
      Relation relation = meaning(op, operands.get(0), operands.get(1), answer.asInt() != 0);
      if (relation != null) {
        learn(relation, use);
      }
    }
  }

  /** What it says that the comparison gives this; null if nothing of this kind. */
  Relation meaning(Op op, Value left, Value right, boolean truth) {
    Relation relation = Relation.of(op, left, right, truth);
    if (relation == null || !isUnsigned(op)) {
      return relation;
    }
    // what is below a number that is not negative is not negative either
    boolean isBelow = relation.plus == -1 || facts.bounds(relation.one).isNonNegative();
    return isBelow && facts.bounds(relation.other).isNonNegative() ? relation : null;
  }

  /** What has to hold for the comparison to give this; null if that cannot be said so. */
  private Relation condition(Op op, Value left, Value right, boolean truth) {
    boolean areSigned = facts.bounds(left).isNonNegative() && facts.bounds(right).isNonNegative();
    return areSigned || !isUnsigned(op) ? Relation.of(op, left, right, truth) : null;
  }

  private static boolean isUnsigned(Op op) {
    return switch (op) {
      case UINT_LT, UINT_LE, UINT_GT, UINT_GE, ULONG_LT, ULONG_LE, ULONG_GT, ULONG_GE -> true;
      default -> false;
    };
  }

  /** The two are the same number. */
  void learnEqual(Value one, Value other, Runnable use) {
    learn(new Relation(one, other, 0), use);
    learn(new Relation(other, one, 0), use);
  }

  /** The relation holds. */
  void learn(Relation relation, Runnable use) {
    Value one = facts.resolve(relation.one);
    Value other = facts.resolve(relation.other);
    boolean isFar = Math.abs(relation.plus) >= FAR;
    if (one instanceof Constant || other instanceof Constant || one == other || isFar) {
      return;
    }
    add(above, one, new Edge(other, relation.plus, use));
    add(below, other, new Edge(one, relation.plus, use));
  }

  private static void add(Map<Value, List<Edge>> edges, Value from, Edge edge) {
    List<Edge> list = edges.computeIfAbsent(from, value -> new ArrayList<>(2));
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).to == edge.to) {
        if (edge.plus < list.get(i).plus) {
          list.set(i, edge);
        }
        return;
      }
    }
    if (list.size() < MAX_EDGES) {
      list.add(edge);
    }
  }

  /** What the comparison gives, if that follows from what is known; else null. */
  Boolean decide(Op op, Value left, Value right) {
    if (above.isEmpty() || left.isConstant() || right.isConstant()) {
      return null;
    }
    if (op == Op.INT_EQ || op == Op.LONG_EQ || op == Op.INT_NE || op == Op.LONG_NE) {
      boolean differ = holds(new Relation(left, right, -1)) || holds(new Relation(right, left, -1));
      return differ ? op == Op.INT_NE || op == Op.LONG_NE : null;
    }
    for (boolean truth : new boolean[] {true, false}) {
      Relation relation = condition(op, left, right, truth);
      if (relation != null && holds(relation)) {
        return truth;
      }
    }
    return null;
  }

  /** True if the relation follows from what is known. */
  boolean holds(Relation relation) {
    Value one = facts.resolve(relation.one);
    Value other = facts.resolve(relation.other);
    if (!above.containsKey(one)) {
      return false;
    }
    Search search = new Search(above);
    search.visit(one, 0, DEPTH);
    Long least = search.least.get(other);
    return least != null && least <= relation.plus() && search.usePath(one, other);
  }

  /** Values that this one does not exceed by more than the number that is given with each. */
  Map<Value, Long> above(Value value) {
    return found(above, value);
  }

  /** Values that do not exceed this one by more than the number that is given with each. */
  Map<Value, Long> below(Value value) {
    return found(below, value);
  }

  private Map<Value, Long> found(Map<Value, List<Edge>> edges, Value value) {
    Search search = new Search(edges);
    search.visit(facts.resolve(value), 0, DEPTH);
    return search.least;
  }

  /** Follows edges, a few steps far. */
  private final class Search {
    private final Map<Value, List<Edge>> edges;
    private final Map<Value, Long> least = new HashMap<>();
    private final Map<Value, Edge> cameBy = new HashMap<>();
    private final Map<Value, Value> cameFrom = new HashMap<>();
    private int steps;

    Search(Map<Value, List<Edge>> edges) {
      this.edges = edges;
    }

    void visit(Value value, long plus, int depth) {
      least.put(value, plus);
      if (depth == 0) {
        return;
      }
      for (Edge edge : edges.getOrDefault(value, List.of())) {
        Value to = facts.resolve(edge.to);
        long sum = plus + edge.plus;
        Long known = least.get(to);
        if (steps < MAX_STEPS && Math.abs(sum) < FAR && (known == null || sum < known)) {
          steps++;
          cameBy.put(to, edge);
          cameFrom.put(to, value);
          visit(to, sum, depth - 1);
        }
      }
    }

    /**
     * Tells that the way is counted on; false if it goes round, as it does where no number is left.
     */
    boolean usePath(Value from, Value to) {
      List<Edge> path = new ArrayList<>();
      for (Value value = to; value != from; value = cameFrom.get(value)) {
        path.add(cameBy.get(value));
        if (path.size() > MAX_STEPS) {
          return false;
        }
      }
      path.stream().map(Edge::use).filter(use -> use != null).forEach(Runnable::run);
      return true;
    }
  }
}
