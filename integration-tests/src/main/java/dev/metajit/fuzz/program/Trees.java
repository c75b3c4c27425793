package dev.metajit.fuzz.program;

import dev.metajit.fuzz.program.Expression.Call;
import dev.metajit.fuzz.program.Expression.Cast;
import dev.metajit.fuzz.program.Expression.Choice;
import dev.metajit.fuzz.program.Expression.Element;
import dev.metajit.fuzz.program.Expression.Field;
import dev.metajit.fuzz.program.Expression.InstanceOf;
import dev.metajit.fuzz.program.Expression.New;
import dev.metajit.fuzz.program.Expression.NewArray;
import dev.metajit.fuzz.program.Expression.Simple;
import dev.metajit.fuzz.program.Expression.Step;
import dev.metajit.fuzz.program.Statement.Assign;
import dev.metajit.fuzz.program.Statement.Choose;
import dev.metajit.fuzz.program.Statement.Evaluate;
import dev.metajit.fuzz.program.Statement.If;
import dev.metajit.fuzz.program.Statement.Jump;
import dev.metajit.fuzz.program.Statement.Repeat;
import dev.metajit.fuzz.program.Statement.Return;
import dev.metajit.fuzz.program.Statement.Throw;
import dev.metajit.fuzz.program.Statement.Try;
import java.util.ArrayList;
import java.util.List;

/** The parts of expressions and statements, all ways alike. */
public final class Trees {
  private Trees() {}

  /** The expressions that an expression is made of. */
  public static List<Expression> parts(Expression expression) {
    if (expression instanceof Simple simple) {
      return simple.arguments();
    } else if (expression instanceof Element element) {
      return List.of(element.array(), element.index());
    } else if (expression instanceof Field field) {
      return field.target() == null ? List.of() : List.of(field.target());
    } else if (expression instanceof Call call) {
      return call.arguments();
    } else if (expression instanceof New made) {
      return made.arguments();
    } else if (expression instanceof NewArray made) {
      return List.of(made.length());
    } else if (expression instanceof Cast cast) {
      return List.of(cast.value());
    } else if (expression instanceof InstanceOf test) {
      return List.of(test.value());
    } else if (expression instanceof Step step) {
      return List.of(step.variable());
    } else if (expression instanceof Choice choice) {
      List<Expression> parts = new ArrayList<>(List.of(choice.yes(), choice.no()));
      parts.addAll(choice.condition().arguments());
      return parts;
    }
    return List.of();
  }

  /** The same expression made of other parts. */
  public static Expression with(Expression expression, List<Expression> parts) {
    if (expression instanceof Simple simple) {
      return new Simple(simple.opcode(), simple.type(), parts);
    } else if (expression instanceof Element) {
      return new Element(parts.get(0), parts.get(1));
    } else if (expression instanceof Field field && field.target() != null) {
      return new Field(field.owner(), field.name(), field.type(), parts.get(0));
    } else if (expression instanceof Call call) {
      return new Call(
          call.opcode(),
          call.owner(),
          call.name(),
          call.descriptor(),
          call.type(),
          parts,
          call.ofInterface());
    } else if (expression instanceof New made) {
      return new New(made.type(), made.descriptor(), parts);
    } else if (expression instanceof NewArray made) {
      return new NewArray(made.type(), parts.get(0));
    } else if (expression instanceof Cast cast) {
      return new Cast(cast.type(), parts.get(0));
    } else if (expression instanceof InstanceOf test) {
      return new InstanceOf(test.tested(), parts.get(0));
    } else if (expression instanceof Step step) {
      return new Step(parts.get(0), step.by(), step.isBefore());
    } else if (expression instanceof Choice choice) {
      return new Choice(
          choice.type(),
          new Condition(choice.condition().opcode(), parts.subList(2, parts.size())),
          parts.get(0),
          parts.get(1));
    }
    return expression;
  }

  /** The expressions that a statement itself evaluates. */
  public static List<Expression> parts(Statement statement) {
    if (statement instanceof Assign assign) {
      return List.of(assign.target(), assign.value());
    } else if (statement instanceof Evaluate evaluate) {
      return List.of(evaluate.value());
    } else if (statement instanceof If branch) {
      return branch.condition().arguments();
    } else if (statement instanceof Jump jump) {
      return jump.condition().arguments();
    } else if (statement instanceof Throw thrown) {
      return List.of(thrown.value());
    } else if (statement instanceof Return end) {
      return List.of(end.value());
    } else if (statement instanceof Repeat loop) {
      return List.of(loop.count());
    } else if (statement instanceof Choose choose) {
      return List.of(choose.value());
    }
    return List.of();
  }

  /** The same statement with other expressions. */
  public static Statement with(Statement statement, List<Expression> parts) {
    if (statement instanceof Assign) {
      return new Assign(parts.get(0), parts.get(1));
    } else if (statement instanceof Evaluate) {
      return new Evaluate(parts.get(0));
    } else if (statement instanceof If branch) {
      return new If(new Condition(branch.condition().opcode(), parts), branch.yes(), branch.no());
    } else if (statement instanceof Jump jump) {
      return new Jump(new Condition(jump.condition().opcode(), parts));
    } else if (statement instanceof Throw) {
      return new Throw(parts.get(0));
    } else if (statement instanceof Return) {
      return new Return(parts.get(0));
    } else if (statement instanceof Repeat loop) {
      return new Repeat(loop.counter(), parts.get(0), loop.body());
    } else if (statement instanceof Choose choose) {
      return new Choose(parts.get(0), choose.first(), choose.distance(), choose.cases());
    }
    return statement;
  }

  /** The blocks within a statement. */
  public static List<List<Statement>> blocks(Statement statement) {
    if (statement instanceof If branch) {
      return List.of(branch.yes(), branch.no());
    } else if (statement instanceof Repeat loop) {
      return List.of(loop.body());
    } else if (statement instanceof Choose choose) {
      return choose.cases();
    }
    return statement instanceof Try attempt
        ? List.of(attempt.body(), attempt.handler())
        : List.of();
  }

  /** The same statement with other blocks. */
  public static Statement withBlocks(Statement statement, List<List<Statement>> blocks) {
    if (statement instanceof If branch) {
      return new If(branch.condition(), blocks.get(0), blocks.get(1));
    } else if (statement instanceof Repeat loop) {
      return new Repeat(loop.counter(), loop.count(), blocks.get(0));
    } else if (statement instanceof Choose choose) {
      return new Choose(choose.value(), choose.first(), choose.distance(), blocks);
    }
    return statement instanceof Try attempt
        ? new Try(blocks.get(0), attempt.caught(), blocks.get(1))
        : statement;
  }
}
