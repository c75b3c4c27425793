package dev.metajit.optimizer;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Tells which variables are the same one plus a number, as the places on a guest's stack are whose
 * height is a variable. Sums wrap, as Java's do.
 */
final class Sums {
  /** How far definitions are followed. */
  private static final int MAX_DEPTH = 8;

  private final Facts facts;

  Sums(Facts facts) {
    this.facts = facts;
  }

  /** An int or long as a variable (null for none) plus a constant, modulo 2^32 or 2^64. */
  record Linear(Value base, long offset) {}

  /** One of some values. */
  private record Term(Value variable, Linear linear) {}

  /** True for a sum of two ints or longs. */
  static boolean isSum(Op op) {
    return op == Op.INT_ADD || op == Op.LONG_ADD;
  }

  private static int sign(Op op) {
    return isSum(op) ? 1 : op == Op.INT_SUB || op == Op.LONG_SUB ? -1 : 0;
  }

  /** The int or long as a sum. */
  Linear linear(Value value) {
    Value current = facts.resolve(value);
    long offset = 0;
    for (int i = 0; i < MAX_DEPTH && facts.definition(current) != null; i++) {
      Operation sum = facts.definition(current);
      int sign = sign(sum.op());
      if (sign == 0 || !(facts.resolve(sum.argument(1)) instanceof Constant constant)) {
        break;
      }
      offset += sign * constant.bits();
      current = facts.resolve(sum.argument(0));
    }
    Value base = current;
    if (current instanceof Constant constant) {
      offset += constant.bits();
      base = null;
    }
    return new Linear(base, value.kind() == Kind.INT ? (int) offset : offset);
  }

  /**
   * Tells of each variable that is another of these values plus a number. The others of one base
   * are told by the base itself, or by the first of them if the base is not among the values.
   */
  void among(List<? extends Value> values, BiConsumer<PurePass.Key, Value> listener) {
    List<Term> terms = new ArrayList<>();
    for (Value value : values) {
      Value current = facts.resolve(value);
      if (current instanceof Variable && (value.kind() == Kind.INT || value.kind() == Kind.LONG)) {
        terms.add(new Term(current, linear(current)));
      }
    }
    for (Term term : terms) {
      Term first = first(term.linear.base, terms);
      long difference = term.linear.offset - first.linear.offset;
      if (difference != 0) {
        listener.accept(key(first.variable, difference), term.variable);
      }
    }
  }

  private static Term first(Value base, List<Term> terms) {
    Term first = null;
    for (Term term : terms) {
      if (term.linear.base == base && (first == null || term.linear.offset == 0)) {
        first = term;
      }
    }
    return first;
  }

  private static PurePass.Key key(Value variable, long number) {
    return variable.kind() == Kind.INT
        ? new PurePass.Key(Op.INT_ADD, null, List.of(variable, Constant.ofInt((int) number)))
        : new PurePass.Key(Op.LONG_ADD, null, List.of(variable, Constant.ofLong(number)));
  }
}
