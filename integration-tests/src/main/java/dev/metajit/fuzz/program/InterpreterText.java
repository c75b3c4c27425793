package dev.metajit.fuzz.program;

import dev.metajit.fuzz.program.Statement.Assign;
import dev.metajit.fuzz.program.Statement.Choose;
import dev.metajit.fuzz.program.Statement.Evaluate;
import dev.metajit.fuzz.program.Statement.If;
import dev.metajit.fuzz.program.Statement.Jump;
import dev.metajit.fuzz.program.Statement.Repeat;
import dev.metajit.fuzz.program.Statement.Return;
import dev.metajit.fuzz.program.Statement.Throw;
import dev.metajit.fuzz.program.Statement.Try;
import java.util.List;
import java.util.Set;

/** An interpreter as people read it, nearly Java. */
public final class InterpreterText {
  private final StringBuilder text = new StringBuilder();

  private InterpreterText() {}

  /** The interpreter; arms that the guest does not use are left out. */
  public static String of(InterpreterSpec spec, Set<Integer> usedArms) {
    InterpreterText text = new InterpreterText();
    text.line(0, spec.result() + " run(int[] code, int pc, World world, Frame frame, int depth) {");
    for (Expression.Local local : spec.locals()) {
      text.line(1, local.type() + " " + local.name() + " = 0;");
    }
    text.block(1, spec.setup());
    text.line(1, "for (;; pc += 4) {");
    text.line(
        2, "Jit.mergePoint();" + (spec.shape().announcesJumps() ? " // announces jumps" : ""));
    text.line(2, spec.caught().isEmpty() ? "{" : "try {");
    text.line(3, "switch (code[pc]) { // " + spec.shape().dispatch());
    for (int i = 0; i < spec.arms().size(); i++) {
      if (usedArms.contains(i)) {
        text.line(4, "case " + i + ":");
        text.block(5, spec.arms().get(i));
        text.line(5, "break;");
      }
    }
    text.line(3, "}");
    text.line(
        2,
        spec.caught().isEmpty() ? "}" : "} catch (" + String.join(" | ", spec.caught()) + " e) {}");
    text.line(1, "}");
    text.line(0, "}");
    return text.text.toString();
  }

  private void line(int indent, String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
  }

  private void block(int indent, List<Statement> block) {
    block.forEach(statement -> statement(indent, statement));
  }

  private void statement(int indent, Statement statement) {
    if (statement instanceof Assign assign) {
      line(indent, text(assign.target()) + " = " + text(assign.value()) + ";");
    } else if (statement instanceof Evaluate evaluate) {
      line(indent, text(evaluate.value()) + ";");
    } else if (statement instanceof Jump jump) {
      line(indent, "if (" + text(jump.condition()) + ") { jump to code[pc + 3] }");
    } else if (statement instanceof Throw thrown) {
      line(indent, "throw " + text(thrown.value()) + ";");
    } else if (statement instanceof Return end) {
      line(indent, "return " + text(end.value()) + ";");
    } else {
      nested(indent, statement);
    }
  }

  private void nested(int indent, Statement statement) {
    if (statement instanceof If branch) {
      line(indent, "if (" + text(branch.condition()) + ") {");
      block(indent + 1, branch.yes());
      if (!branch.no().isEmpty()) {
        line(indent, "} else {");
        block(indent + 1, branch.no());
      }
      line(indent, "}");
    } else if (statement instanceof Repeat loop) {
      line(
          indent,
          "for ("
              + loop.counter()
              + " = "
              + text(loop.count())
              + "; --"
              + loop.counter()
              + " >= 0; ) {");
      block(indent + 1, loop.body());
      line(indent, "}");
    } else if (statement instanceof Choose choose) {
      line(indent, "switch (" + text(choose.value()) + ") {");
      for (int i = 0; i < choose.cases().size(); i++) {
        boolean isLast = i == choose.cases().size() - 1;
        int key = choose.first() + i * choose.distance();
        line(indent + 1, isLast ? "default:" : "case " + key + ":");
        block(indent + 2, choose.cases().get(i));
        line(indent + 2, "break;");
      }
      line(indent, "}");
    } else if (statement instanceof Try attempt) {
      line(indent, "try {");
      block(indent + 1, attempt.body());
      line(indent, "} catch (" + attempt.caught() + " e) {");
      block(indent + 1, attempt.handler());
      line(indent, "}");
    }
  }

  private static String text(Expression expression) {
    return ExpressionText.of(expression);
  }

  private static String text(Condition condition) {
    return ExpressionText.of(condition);
  }
}
