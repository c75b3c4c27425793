package dev.metajit.fuzz.program;

import java.util.List;

/** Something that an arm does. */
public sealed interface Statement {
  /** Stores a value in a local, a field or an element. */
  record Assign(Expression target, Expression value) implements Statement {}

  /** Evaluates and forgets. */
  record Evaluate(Expression value) implements Statement {}

  /** Branches. */
  record If(Condition condition, List<Statement> yes, List<Statement> no) implements Statement {}

  /** The guest jumps to word 3 of its instruction; backward only while there is fuel. */
  record Jump(Condition condition) implements Statement {}

  /** Catches what the body throws. */
  record Try(List<Statement> body, String caught, List<Statement> handler) implements Statement {}

  /** A loop with a local of its own, which counts down. */
  record Repeat(String counter, Expression count, List<Statement> body) implements Statement {}

  /**
   * A switch on {@code first}, {@code first + distance} and so on; the last block is the default.
   */
  record Choose(Expression value, int first, int distance, List<List<Statement>> cases)
      implements Statement {}

  /** Throws. */
  record Throw(Expression value) implements Statement {}

  /** Ends the portal. */
  record Return(Expression value) implements Statement {}
}
