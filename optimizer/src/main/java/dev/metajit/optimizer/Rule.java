package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.List;

/**
 * A law of arithmetic, used from left to right: wherever all conditions give 1, both sides give the
 * same.
 *
 * @param law the row as it was written
 */
record Rule(String law, Apply pattern, Expression replacement, List<Expression> conditions) {

  /** One side of a rule, or a part of it. */
  sealed interface Expression permits Apply, Any, AnyConstant, Literal {}

  /** An operation. */
  record Apply(Op op, List<Expression> operands) implements Expression {}

  /** Any value; the same wherever the name is the same. */
  record Any(String name, Kind kind) implements Expression {}

  /** Any constant. */
  record AnyConstant(String name, Kind kind) implements Expression {}

  /** This constant. */
  record Literal(Constant constant) implements Expression {}

  @Override
  public String toString() {
    return law;
  }
}
