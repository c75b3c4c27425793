package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What was known at a guard, for the bridge that starts there: facts about the values that are left
 * there, and what memory holds as far as these tell it. Left are constants, the fail arguments, and
 * what can be read again, starting from those. Stores that were put off are not part of it: the
 * bridge does them first.
 *
 * @param again how values that are no fail arguments are had again, each from those before it
 * @param facts {@link Bounds} or {@link RefFacts} per fail argument, and per value that can be had
 *     again; null for none
 * @param cells what memory holds
 * @param same two values that are left and are the same object; or empty
 * @param distinct pairs of values that are left and are different objects
 * @param results what pure operations give
 * @param failed what the guard asked; or null
 */
record Knowledge(
    List<Again> again,
    List<Object> facts,
    List<Place> cells,
    List<Place.Part> same,
    List<List<Place.Part>> distinct,
    List<KnownResult> results,
    FailedCondition failed) {
  private static final int MAX_CELLS = 100;
  private static final int MAX_RESULTS = 100;

  /** A load, or a pure operation, that gives the same value as it gave the trace. */
  record Again(Op op, Descr descr, List<Place.Part> operands) {}

  /** What an operation on values that are left gives. */
  record KnownResult(Op op, Descr descr, List<Place.Part> operands, Place.Part result) {}

  /**
   * A field or element and its content.
   *
   * @param index null for a field
   * @param stored as in {@link Cell}: the trace has stored it, and may do so again
   */
  record Place(Descr descr, Part base, Part index, Part value, boolean stored) {
    /** A constant, or a value by number: a fail argument, or after these one that is had again. */
    record Part(int number, Constant constant) {
      private static final Part[] FIRST = new Part[256];

      static {
        Arrays.setAll(FIRST, number -> new Part(number, null));
      }

      /** The value with this number. */
      static Part of(int number) {
        return number < FIRST.length ? FIRST[number] : new Part(number, null);
      }
    }
  }

  /**
   * What is known now.
   *
   * @param same two values that are the same where the exit is taken; or empty
   * @param guard whose exit it is
   */
  static Knowledge of(Walk walk, List<Value> failArguments, List<Value> same, Operation guard) {
    return new Builder(walk, failArguments).build(same, guard);
  }

  /** How many fail arguments the exit had; it may have been given more since, behind these. */
  int failArguments() {
    return facts.size() - again.size();
  }

  /**
   * Tells a walk, whose first inputs are the fail arguments, what is known. It starts with reading
   * again what else is left; what the walk does not use of that is dropped with all that nobody
   * uses.
   */
  void apply(Walk walk, List<Variable> all) {
    List<Variable> inputs = new ArrayList<>(all.subList(0, failArguments()));
    for (Again load : again) {
      Variable result = walk.facts().newVariable(load.op().result());
      List<Value> operands = load.operands().stream().map(part -> value(part, inputs)).toList();
      walk.emit(new Operation(load.op(), result, operands, load.descr(), null));
      inputs.add(result);
    }
    for (int i = 0; i < facts.size(); i++) {
      Object known = facts.get(i);
      if (known instanceof Bounds bounds) {
        walk.facts().narrow(inputs.get(i), bounds);
      } else if (known instanceof RefFacts ref) {
        walk.facts().learn(inputs.get(i), ref);
      }
    }
    if (same.size() == 2) {
      unite(walk.facts(), value(same.get(0), inputs), value(same.get(1), inputs));
    }
    for (List<Place.Part> pair : distinct) {
      walk.aliases().learnDistinct(value(pair.get(0), inputs), value(pair.get(1), inputs));
    }
    for (KnownResult result : results) {
      List<Value> operands = result.operands().stream().map(part -> value(part, inputs)).toList();
      PurePass.Key key = new PurePass.Key(result.op(), result.descr(), operands);
      Value known = value(result.result(), inputs);
      walk.pure().add(key, known);
      walk.order().learn(result.op(), operands, known, null);
      if (Sums.isSum(result.op())
          && known instanceof Variable sum
          && walk.facts().definition(sum) == null) {
        walk.facts().define(new Operation(result.op(), sum, operands, null, null));
      }
    }
    if (walk.settings().has("heap")) {
      for (Place place : cells) {
        Value index = place.index() == null ? null : value(place.index(), inputs);
        Value base = value(place.base(), inputs);
        Cell cell = new Cell(place.descr(), base, index, value(place.value(), inputs), false);
        cell.stored = place.stored();
        walk.heap().add(cell);
      }
    }
    if (failed != null) {
      failed.learn(walk, inputs);
    }
  }

  /** The same without what follows from the guard's failing. */
  Knowledge withoutFailure() {
    return new Knowledge(again, facts, cells, List.of(), distinct, results, null);
  }

  private static void unite(Facts facts, Value one, Value other) {
    if (facts.resolve(one) instanceof Variable variable) {
      facts.replace(variable, other);
    } else if (facts.resolve(other) instanceof Variable variable) {
      facts.replace(variable, one);
    }
  }

  /** What the part is in a walk where these values are left. */
  static Value value(Place.Part part, List<Variable> inputs) {
    return part.constant() != null ? part.constant() : inputs.get(part.number());
  }

  private static final class Builder {
    private final Walk walk;
    private final List<Value> failArguments;
    private final Parts parts;

    Builder(Walk walk, List<Value> failArguments) {
      this.walk = walk;
      this.failArguments = failArguments;
      this.parts = new Parts(walk.facts(), failArguments);
    }

    Knowledge build(List<Value> same, Operation guard) {
      List<Object> known = new ArrayList<>(failArguments.size());
      failArguments.forEach(value -> known.add(fact(value)));
      List<Again> again = new Reloads(walk, parts).find(failArguments);
      parts.hadAgain().forEach(value -> known.add(fact(value)));
      List<List<Place.Part>> pairs = new ArrayList<>();
      for (Set<Value> pair : walk.aliases().distinctPairs()) {
        List<Place.Part> both = parts.all(pair);
        if (both.size() == 2 && !both.contains(null)) {
          pairs.add(both);
        }
      }
      List<Place.Part> united = parts.all(same);
      return new Knowledge(
          again,
          known,
          List.copyOf(places()),
          united.contains(null) ? List.of() : List.copyOf(united),
          List.copyOf(pairs),
          List.copyOf(results()),
          FailedCondition.of(walk.facts(), guard, parts));
    }

    private Object fact(Value value) {
      Value current = walk.facts().resolve(value);
      return switch (value.kind()) {
        case INT, LONG -> walk.facts().bounds(current);
        case REF -> {
          RefFacts facts = walk.facts().ref(current).escaped();
          yield facts.equals(RefFacts.UNKNOWN) ? null : facts;
        }
        default -> null;
      };
    }

    private List<Place> places() {
      List<Place> places = new ArrayList<>();
      List<Cell> cells = walk.heap().cells();
      for (int i = cells.size() - 1; i >= 0 && places.size() < MAX_CELLS; i--) {
        Cell cell = cells.get(i);
        Place place = cell.pending || !cell.isCertain() ? null : parts.place(cell);
        if (place != null && walk.heap().isLatest(cell)) {
          places.add(0, place);
        }
      }
      return places;
    }

    /** Comparisons that guards asked, lengths, and what fail arguments differ by. */
    private List<KnownResult> results() {
      List<KnownResult> results = new ArrayList<>();
      new Sums(walk.facts()).among(failArguments, (key, sum) -> parts.add(key, sum, results));
      walk.pure().telling(MAX_RESULTS, (key, result) -> parts.add(key, result, results));
      return results;
    }
  }
}
