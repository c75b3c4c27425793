package dev.metajit.optimizer;

import dev.metajit.trace.ClassDescr;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Value;
import java.util.List;

/**
 * Asks, by guards, whether two places in memory are the same that else would have to be taken for
 * perhaps the same. What was seen while recording tells which answer to expect; different variables
 * of which that is not known are guessed to be different objects. In a loop such a guard is asked
 * once if it can be: what it found is part of the loop's state.
 */
final class AliasGuards {
  private static final int MAX_GUARDS = 8;

  private final Walk walk;
  private final Aliases aliases;

  AliasGuards(Walk walk) {
    this.walk = walk;
    this.aliases = walk.aliases();
  }

  /**
   * Settles how a place relates to those of the cells that it may alias.
   *
   * @param index null for a field
   * @param pendingOnly whether only stores that were put off matter
   */
  void settle(List<Cell> cells, Value base, Value index, boolean pendingOnly) {
    int guards = 0;
    for (Cell cell : cells) {
      if (guards < MAX_GUARDS
          && (cell.pending || !pendingOnly)
          && aliases.mayAlias(cell, base, index)
          && settle(cell, base, index)) {
        guards++;
      }
    }
  }

  private boolean settle(Cell cell, Value base, Value index) {
    if (!walk.mayAddGuard()) {
      return false;
    }
    return aliases.areSame(cell.base, base)
        ? settleIndexes(cell.index, index)
        : settleObjects(cell.base, base);
  }

  private boolean settleObjects(Value one, Value other) {
    Constant oneSeen = walk.seen(one);
    Constant otherSeen = walk.seen(other);
    boolean isGuess = oneSeen == null || otherSeen == null;
    if (isGuess && !walk.guesses()) {
      return false;
    }
    if (!isGuess && areArraysOfTwoClasses(oneSeen, otherSeen)) {
      guardClass(one, oneSeen);
      guardClass(other, otherSeen);
      return true;
    }
    boolean areSame = !isGuess && oneSeen.equals(otherSeen);
    guard(areSame ? Op.REF_EQ : Op.REF_NE, one, other);
    return true;
  }

  private static boolean areArraysOfTwoClasses(Constant one, Constant other) {
    Class<?> type = one.isNull() ? null : one.ref().getClass();
    Class<?> otherType = other.isNull() ? null : other.ref().getClass();
    return type != otherType && isArray(type) && isArray(otherType);
  }

  private static boolean isArray(Class<?> type) {
    return type != null && type.isArray();
  }

  /** What class it is settles how it relates to every array of another class, once for all. */
  private void guardClass(Value array, Constant seen) {
    if (!(array instanceof Constant)) {
      ClassDescr type = new ClassDescr(seen.ref().getClass());
      walk.guard(Op.GUARD_NONNULL_CLASS, type, null, array);
    }
  }

  private boolean settleIndexes(Value one, Value other) {
    Constant oneSeen = walk.seen(one);
    Constant otherSeen = walk.seen(other);
    if (oneSeen == null || otherSeen == null) {
      return false;
    }
    guard(oneSeen.equals(otherSeen) ? Op.INT_EQ : Op.INT_NE, one, other);
    return true;
  }

  private void guard(Op op, Value one, Value other) {
    Value holds = walk.compute(op, null, one, other);
    walk.guard(Op.GUARD_TRUE, null, null, holds);
  }
}
