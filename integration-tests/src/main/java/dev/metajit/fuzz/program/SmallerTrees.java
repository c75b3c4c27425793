package dev.metajit.fuzz.program;

import dev.metajit.fuzz.program.Expression.Call;
import dev.metajit.fuzz.program.Expression.Constant;
import dev.metajit.fuzz.program.Expression.Step;
import java.util.ArrayList;
import java.util.List;

/** All ways to make a block a little smaller; the largest steps first. */
public final class SmallerTrees {
  private SmallerTrees() {}

  /** Blocks that are smaller than this one. */
  public static List<List<Statement>> ofBlock(List<Statement> block) {
    List<List<Statement>> smaller = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      smaller.add(replaced(block, i, List.of()));
    }
    for (int i = 0; i < block.size(); i++) {
      for (List<Statement> inner : Trees.blocks(block.get(i))) {
        smaller.add(replaced(block, i, inner));
      }
      for (Statement statement : ofStatement(block.get(i))) {
        smaller.add(replaced(block, i, List.of(statement)));
      }
    }
    return smaller;
  }

  private static <T> List<T> replaced(List<T> list, int position, List<? extends T> by) {
    List<T> result = new ArrayList<>(list.subList(0, position));
    result.addAll(by);
    result.addAll(list.subList(position + 1, list.size()));
    return result;
  }

  private static List<Statement> ofStatement(Statement statement) {
    List<Statement> smaller = new ArrayList<>();
    List<List<Statement>> blocks = Trees.blocks(statement);
    for (int i = 0; i < blocks.size(); i++) {
      for (List<Statement> block : ofBlock(blocks.get(i))) {
        smaller.add(Trees.withBlocks(statement, replaced(blocks, i, List.of(block))));
      }
    }
    List<Expression> parts = Trees.parts(statement);
    for (int i = 0; i < parts.size(); i++) {
      boolean isPlace = statement instanceof Statement.Assign && i == 0;
      for (Expression part : isPlace ? withSmallerParts(parts.get(i)) : of(parts.get(i))) {
        smaller.add(Trees.with(statement, replaced(parts, i, List.of(part))));
      }
    }
    return smaller;
  }

  /** Expressions of the same type that are smaller. */
  private static List<Expression> of(Expression expression) {
    List<Expression> smaller = new ArrayList<>();
    ValueType type = expression.type();
    if (expression instanceof Constant constant) {
      Constant zero = Constant.zero(type);
      return constant.equals(zero) ? smaller : List.of(zero);
    }
    for (Expression part : Trees.parts(expression)) {
      if (type.takes(part.type())) {
        smaller.add(part);
      }
    }
    if (type != ValueType.VOID) {
      smaller.add(Constant.zero(type));
    }
    smaller.addAll(withSmallerParts(expression));
    return smaller;
  }

  private static List<Expression> withSmallerParts(Expression expression) {
    List<Expression> smaller = new ArrayList<>();
    if (expression instanceof Call call && call.owner().equals(InterpreterWriter.CLASS)) {
      return smaller; // a call of the portal counts its depth
    }
    List<Expression> parts = Trees.parts(expression);
    for (int i = 0; i < parts.size(); i++) {
      boolean isPlace = expression instanceof Step;
      for (Expression part : isPlace ? withSmallerParts(parts.get(i)) : of(parts.get(i))) {
        smaller.add(Trees.with(expression, replaced(parts, i, List.of(part))));
      }
    }
    return smaller;
  }
}
