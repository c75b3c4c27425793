package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Storage;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which references, indexes and locations are surely the same, and which are surely not. */
final class Aliases {
  private final Facts facts;
  private final Walk walk;
  private final Sums sums;
  private final Set<Set<Value>> distinctPairs = new LinkedHashSet<>();

  /** For a variable's index, those of variables that have been found to be other objects. */
  private final List<BitSet> found = new ArrayList<>();

  Aliases(Facts facts, Walk walk) {
    this.facts = facts;
    this.walk = walk;
    this.sums = new Sums(facts);
  }

  /** The two references are different objects, a guard has found. */
  void learnDistinct(Value one, Value other) {
    Value left = facts.resolve(one);
    Value right = facts.resolve(other);
    if (left != right) {
      distinctPairs.add(Set.of(left, right));
    }
  }

  /** The pairs of values that are different objects only because a guard said so. */
  Set<Set<Value>> distinctPairs() {
    return distinctPairs;
  }

  boolean areSame(Value left, Value right) {
    Value one = facts.resolve(left);
    Value other = facts.resolve(right);
    return one == other || (one instanceof Constant && one.equals(other));
  }

  /** True if the two references cannot be the same object. */
  boolean areDistinct(Value left, Value right) {
    Value one = facts.resolve(left);
    Value other = facts.resolve(right);
    if (areSame(one, other)) {
      return false;
    }
    if (one instanceof Constant && other instanceof Constant) {
      return true;
    }
    if (one instanceof Variable variable && other instanceof Variable another) {
      return areDistinctVariables(variable, another);
    }
    return askDistinct(one, other);
  }

  /** Two objects that are not the same stay so, hence this is asked once of each pair. */
  private boolean areDistinctVariables(Variable one, Variable other) {
    int least = Math.min(one.index(), other.index());
    int most = Math.max(one.index(), other.index());
    while (found.size() <= least) {
      found.add(null);
    }
    BitSet others = found.get(least);
    if (others != null && others.get(most)) {
      return true;
    }
    if (!askDistinct(one, other)) {
      return false;
    }
    if (others == null) {
      others = new BitSet();
      found.set(least, others);
    }
    others.set(most);
    return true;
  }

  private boolean askDistinct(Value one, Value other) {
    RefFacts oneFacts = facts.ref(one);
    RefFacts otherFacts = facts.ref(other);
    return distinctByAllocation(one, oneFacts, other, otherFacts)
        || (facts.isNull(one) && otherFacts.nonNull())
        || (facts.isNull(other) && oneFacts.nonNull())
        || differ(oneFacts.exactClass(), otherFacts.exactClass())
        || differInLength(one, other)
        || walk.heap().differInContent(one, other)
        || (!distinctPairs.isEmpty() && distinctPairs.contains(Set.of(one, other)));
  }

  private boolean differInLength(Value one, Value other) {
    Value oneLength = length(one);
    Value otherLength = oneLength == null ? null : length(other);
    return otherLength != null && facts.bounds(oneLength).isDisjoint(facts.bounds(otherLength));
  }

  private Value length(Value array) {
    if (array instanceof Constant constant) {
      return constant.ref() != null && constant.ref().getClass().isArray()
          ? Constant.ofInt(Array.getLength(constant.ref()))
          : null;
    }
    return walk.pure().length(array);
  }

  private boolean distinctByAllocation(
      Value one, RefFacts oneFacts, Value other, RefFacts otherFacts) {
    return (oneFacts.fresh() || otherFacts.fresh()) && !isResult(one) && !isResult(other);
  }

  /** What a call makes, as a box, may turn out to be an object that exists already. */
  private boolean isResult(Value value) {
    Virtual virtual = facts.virtual(value);
    return virtual != null && virtual.isResult();
  }

  private static boolean differ(Class<?> one, Class<?> other) {
    return one != null && other != null && one != other;
  }

  boolean areSameIndex(Value left, Value right) {
    Value one = facts.resolve(left);
    Value other = facts.resolve(right);
    if (one instanceof Constant && other instanceof Constant) {
      return one.equals(other);
    }
    return one == other || sums.linear(one).equals(sums.linear(other));
  }

  boolean areDistinctIndexes(Value left, Value right) {
    if (facts.resolve(left) instanceof Constant one
        && facts.resolve(right) instanceof Constant other) {
      return !one.equals(other);
    }
    Sums.Linear one = sums.linear(left);
    Sums.Linear other = sums.linear(right);
    if (one.base() == other.base()) {
      return one.offset() != other.offset();
    }
    return facts.bounds(left).isDisjoint(facts.bounds(right)) || areKnownToDiffer(left, right);
  }

  private boolean areKnownToDiffer(Value left, Value right) {
    List<Value> operands = List.of(facts.resolve(left), facts.resolve(right));
    Value differ = walk.known(Op.INT_NE, null, operands);
    return differ instanceof Constant constant && constant.asInt() == 1;
  }

  /**
   * boolean and byte arrays are accessed with the same instructions, so their elements are one
   * storage.
   */
  static Storage canonical(Storage storage) {
    return storage == Storage.BOOLEAN ? Storage.BYTE : storage;
  }

  /** True if loads from this storage may give less than what was stored. */
  static boolean narrows(Storage storage) {
    return storage.kind() == Kind.INT && storage != Storage.INT;
  }

  /** True if the cell is this place; the index is null for a field. */
  boolean areSame(Cell cell, Value base, Value index) {
    return areSame(cell.base, base) && (index == null || areSameIndex(cell.index, index));
  }

  /** True if the cell is another place than the given one only by luck. */
  boolean mayAlias(Cell cell, Value base, Value index) {
    if (areSame(cell.base, base)) {
      return index != null
          && !areSameIndex(cell.index, index)
          && !areDistinctIndexes(cell.index, index);
    }
    return (index == null || !areDistinctIndexes(cell.index, index))
        && !areDistinct(cell.base, base);
  }
}
