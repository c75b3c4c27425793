package dev.metajit.optimizer;

import dev.metajit.optimizer.Knowledge.Place;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Descr;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;
import dev.metajit.trace.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a guard on a comparison asked, as far as it can be told by what is left at its exit. Where
 * the guard has failed the answer was the other one: a bridge need not compare again.
 *
 * @param question the comparison
 * @param truth its answer when the guard has failed
 */
record FailedCondition(Term question, boolean truth) {
  private static final int MAX_DEPTH = 3;

  /** How a value is computed. */
  sealed interface Term permits Leaf, Node {}

  /** What is left, or a constant. */
  record Leaf(Place.Part part) implements Term {}

  /** A pure operation. */
  record Node(Op op, Descr descr, List<Term> operands) implements Term {}

  /** What there is to say of this guard; null if nothing. */
  static FailedCondition of(Facts facts, Operation guard, Parts parts) {
    if (guard.op() != Op.GUARD_TRUE && guard.op() != Op.GUARD_FALSE) {
      return null;
    }
    Operation comparison = facts.definition(guard.argument(0));
    if (comparison == null || !comparison.op().is(Op.Flag.COMPARE)) {
      return null;
    }
    Term question = node(facts, comparison, parts, MAX_DEPTH);
    return question == null ? null : new FailedCondition(question, guard.op() == Op.GUARD_FALSE);
  }

  private static Term term(Facts facts, Value value, Parts parts, int depth) {
    Place.Part part = parts.part(value);
    if (part != null) {
      return new Leaf(part);
    }
    Operation definition = facts.definition(facts.resolve(value));
    return definition == null ? null : node(facts, definition, parts, depth - 1);
  }

  private static Term node(Facts facts, Operation operation, Parts parts, int depth) {
    Op op = operation.op();
    if (depth == 0 || !op.isPure() || !(op.isPrimitive() || op == Op.ARRAY_LENGTH)) {
      return null;
    }
    List<Term> operands = new ArrayList<>();
    for (Value argument : operation.arguments()) {
      Term operand = term(facts, argument, parts, depth);
      if (operand == null) {
        return null;
      }
      operands.add(operand);
    }
    return new Node(op, operation.descr(), List.copyOf(operands));
  }

  /** Tells a walk in which these values are left. */
  void learn(Walk walk, List<Variable> inputs) {
    new Learner(walk, inputs).learn((Node) question, truth);
  }

  private static final class Learner {
    private final Walk walk;
    private final List<Variable> inputs;

    /** Operations that are not in the trace, each with a variable that stands for its result. */
    private final List<Operation> assumed = new ArrayList<>();

    Learner(Walk walk, List<Variable> inputs) {
      this.walk = walk;
      this.inputs = inputs;
    }

    void learn(Node question, boolean truth) {
      List<Value> operands = question.operands().stream().map(this::value).toList();
      Variable answer = walk.facts().newVariable(question.op().result());
      try {
        walk.learn(new Operation(question.op(), answer, operands, question.descr(), null), truth);
      } catch (InvalidLoopException e) {
        return; // the guard cannot fail
      }
      for (Operation operation : assumed) {
        if (walk.facts().resolve(operation.result()) instanceof Constant constant) {
          add(operation, constant);
        }
      }
      List<Value> known = walk.facts().resolved(operands);
      if (known.stream().noneMatch(this::isAssumed)) {
        Constant result = Constant.ofBoolean(truth);
        walk.pure().add(new PurePass.Key(question.op(), question.descr(), known), result);
        walk.order().learn(question.op(), known, result, null);
      }
    }

    private void add(Operation operation, Constant result) {
      List<Value> operands = walk.facts().resolved(operation.arguments());
      if (operands.stream().noneMatch(this::isAssumed)) {
        walk.pure().add(new PurePass.Key(operation.op(), operation.descr(), operands), result);
      }
    }

    private boolean isAssumed(Value value) {
      return assumed.stream().anyMatch(operation -> operation.result() == value);
    }

    private Value value(Term term) {
      if (term instanceof Leaf leaf) {
        return Knowledge.value(leaf.part(), inputs);
      }
      Node node = (Node) term;
      List<Value> operands =
          walk.facts().resolved(node.operands().stream().map(this::value).toList());
      Value known = walk.known(node.op(), node.descr(), operands);
      if (known != null) {
        return known;
      }
      Variable result = walk.facts().newVariable(node.op().result());
      Operation operation = new Operation(node.op(), result, operands, node.descr(), null);
      walk.assume(operation);
      assumed.add(operation);
      return result;
    }
  }
}
