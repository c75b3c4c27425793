package dev.metajit.optimizer;

import dev.metajit.optimizer.Knowledge.Again;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what can be read again at an exit and would be asked about again: objects known not to be
 * null, and lengths. A loop has checked before its first turn that the objects of a path are of
 * their classes, and holds on to few of them; with this, a bridge knows it too.
 */
final class Reloads {
  private static final int MAX_RELOADS = 40;
  private static final int MAX_PASSES = 6;

  private final Walk walk;
  private final Parts parts;
  private final List<Again> found = new ArrayList<>();

  Reloads(Walk walk, Parts parts) {
    this.walk = walk;
    this.parts = parts;
  }

  /** The loads, each of something that is left or was loaded before; the parts are told. */
  List<Again> find(List<Value> failArguments) {
    failArguments.forEach(this::addLength);
    List<Cell> candidates = new ArrayList<>();
    if (walk.settings().has("heap")) {
      for (Cell cell : walk.heap().cells()) {
        if (isTelling(cell)) {
          candidates.add(cell);
        }
      }
    }
    int before;
    int passes = 0;
    do {
      before = found.size();
      candidates.removeIf(this::isTaken);
      passes++;
    } while (found.size() > before && !candidates.isEmpty() && passes < MAX_PASSES);
    return List.copyOf(found);
  }

  private boolean isTelling(Cell cell) {
    return !cell.pending
        && cell.isCertain()
        && !parts.isLeft(cell.value)
        && walk.facts().virtual(cell.value) == null
        && walk.facts().ref(cell.value).nonNull();
  }

  /** True if nothing is to be done about the cell any more. */
  private boolean isTaken(Cell cell) {
    if (parts.isLeft(cell.value)) {
      return true;
    }
    if (found.size() >= MAX_RELOADS
        || !parts.isLeft(cell.base)
        || !(cell.isField() || parts.isLeft(cell.index))) {
      return false;
    }
    if (walk.heap().isLatest(cell)) {
      String family = cell.isField() ? "getfield" : "getarrayitem";
      List<Value> operands = cell.isField() ? List.of(cell.base) : List.of(cell.base, cell.index);
      found.add(
          new Again(
              Op.family(family, cell.value.kind()), cell.descr, List.copyOf(parts.all(operands))));
      parts.addAgain(cell.value);
      addLength(cell.value);
    }
    return true;
  }

  private void addLength(Value object) {
    Value length = walk.pure().length(walk.facts().resolve(object));
    if (length != null && !parts.isLeft(length)) {
      found.add(new Again(Op.ARRAY_LENGTH, null, List.of(parts.part(object))));
      parts.addAgain(length);
    }
  }
}
