package dev.metajit.optimizer;

import dev.metajit.optimizer.Knowledge.KnownResult;
import dev.metajit.optimizer.Knowledge.Place;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells values by what is left at an exit: constants, and by their numbers fail arguments and what
 * can be had again from these.
 */
final class Parts {
  private final Facts facts;
  private final Map<Value, Integer> numbers = new HashMap<>();
  private final List<Value> hadAgain = new ArrayList<>();
  private final int failArguments;

  Parts(Facts facts, List<Value> failArguments) {
    this.facts = facts;
    this.failArguments = failArguments.size();
    for (int i = 0; i < failArguments.size(); i++) {
      numbers.putIfAbsent(facts.resolve(failArguments.get(i)), i);
    }
  }

  /** The value, which is not left, can be had again: it gets the next number. */
  void addAgain(Value value) {
    numbers.put(facts.resolve(value), failArguments + hadAgain.size());
    hadAgain.add(value);
  }

  /** What {@link #addAgain} was told of. */
  List<Value> hadAgain() {
    return hadAgain;
  }

  /** The value, or null if it is not left. */
  Place.Part part(Value value) {
    Value current = facts.resolve(value);
    if (current instanceof Constant constant) {
      return new Place.Part(-1, constant);
    }
    Integer number = numbers.get(current);
    return number == null ? null : Place.Part.of(number);
  }

  /** The values, null among them where one is not left. */
  List<Place.Part> all(Collection<Value> values) {
    List<Place.Part> all = new ArrayList<>(values.size());
    values.forEach(value -> all.add(part(value)));
    return all;
  }

  /** The cell, or null if one of its values is not left. */
  Place place(Cell cell) {
    Place.Part base = part(cell.base);
    Place.Part value = base == null ? null : part(cell.value);
    Place.Part index = cell.isField() || value == null ? null : part(cell.index);
    return value != null && (cell.isField() || index != null)
        ? new Place(cell.descr, base, index, value, cell.stored)
        : null;
  }

  /** Adds the result, if it and its operands are left. */
  void add(PurePass.Key key, Value result, List<KnownResult> results) {
    if (isLeft(result) && areLeft(key.operands())) {
      List<Place.Part> operands = List.copyOf(all(key.operands()));
      results.add(new KnownResult(key.op(), key.descr(), operands, part(result)));
    }
  }

  private boolean areLeft(List<Value> values) {
    for (Value value : values) {
      if (!isLeft(value)) {
        return false;
      }
    }
    return true;
  }

  boolean isLeft(Value value) {
    Value current = facts.resolve(value);
    return current instanceof Constant || numbers.containsKey(current);
  }
}
