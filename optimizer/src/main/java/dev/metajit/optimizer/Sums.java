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

  /** One of the variables: it is {@code base} plus {@code number}. */
  private record Sum(Value variable, Value base, long number) {}

  Sums(Facts facts) {
    this.facts = facts;
  }

  /** True for a sum of two ints or longs. */
  static boolean isSum(Op op) {
    return op == Op.INT_ADD || op == Op.LONG_ADD;
  }

  /**
   * Tells of each variable that is another of these values plus a number. The others of one base
   * are told by the base itself, or by the first of them if the base is not among the values.
   */
  void among(List<? extends Value> values, BiConsumer<PurePass.Key, Value> listener) {
    List<Sum> sums = new ArrayList<>();
    for (Value value : values) {
      Value current = facts.resolve(value);
      if (current instanceof Variable && (value.kind() == Kind.INT || value.kind() == Kind.LONG)) {
        sums.add(sum(current));
      }
    }
    for (Sum sum : sums) {
      Sum first = first(sum.base, sums);
      if (first.number != sum.number) {
        listener.accept(key(first.variable, sum.number - first.number), sum.variable);
      }
    }
  }

  private static Sum first(Value base, List<Sum> sums) {
    Sum first = null;
    for (Sum sum : sums) {
      if (sum.base == base && (first == null || sum.number == 0)) {
        first = sum;
      }
    }
    return first;
  }

  private static PurePass.Key key(Value variable, long number) {
    return variable.kind() == Kind.INT
        ? new PurePass.Key(Op.INT_ADD, null, List.of(variable, Constant.ofInt((int) number)))
        : new PurePass.Key(Op.LONG_ADD, null, List.of(variable, Constant.ofLong(number)));
  }

  private Sum sum(Value variable) {
    Value base = variable;
    long number = 0;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Operation definition = facts.definition(base);
      if (definition == null
          || !isSum(definition.op())
          || !(facts.resolve(definition.argument(0)) instanceof Variable next)
          || !(facts.resolve(definition.argument(1)) instanceof Constant constant)) {
        break;
      }
      base = next;
      number += constant.bits();
    }
    return new Sum(variable, base, variable.kind() == Kind.INT ? (int) number : number);
  }
}
