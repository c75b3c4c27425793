package dev.metajit.fuzz.program;

import dev.metajit.fuzz.program.Expression.Call;
import dev.metajit.fuzz.program.Expression.Cast;
import dev.metajit.fuzz.program.Expression.Choice;
import dev.metajit.fuzz.program.Expression.Constant;
import dev.metajit.fuzz.program.Expression.Element;
import dev.metajit.fuzz.program.Expression.Field;
import dev.metajit.fuzz.program.Expression.InstanceOf;
import dev.metajit.fuzz.program.Expression.Local;
import dev.metajit.fuzz.program.Expression.New;
import dev.metajit.fuzz.program.Expression.NewArray;
import dev.metajit.fuzz.program.Expression.Operand;
import dev.metajit.fuzz.program.Expression.Simple;
import dev.metajit.fuzz.program.Expression.Step;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Printer;

/** Expressions as people read them: Java where it is short, else the instruction's name. */
final class ExpressionText {
  private static final String[] COMPARISONS = {"==", "!=", "<", ">=", ">", "<="};

  private ExpressionText() {}

  static String of(Expression expression) {
    if (expression instanceof Constant constant) {
      return constant(constant);
    } else if (expression instanceof Local local) {
      return local.name();
    } else if (expression instanceof Operand operand) {
      return "code[pc + " + operand.word() + "]";
    } else if (expression instanceof Simple simple) {
      return simple(simple);
    } else if (expression instanceof Element element) {
      return of(element.array()) + "[" + of(element.index()) + "]";
    } else if (expression instanceof Field field) {
      return (field.target() == null ? field.owner() : member(field)) + "." + field.name();
    } else if (expression instanceof Call call) {
      return call(call);
    } else if (expression instanceof Choice choice) {
      return "("
          + of(choice.condition())
          + " ? "
          + of(choice.yes())
          + " : "
          + of(choice.no())
          + ")";
    } else if (expression instanceof Step step) {
      String change = (step.by() < 0 ? " -= " : " += ") + Math.abs(step.by());
      return (step.isBefore() ? "old" : "new") + "(" + of(step.variable()) + change + ")";
    }
    return objects(expression);
  }

  private static String objects(Expression expression) {
    if (expression instanceof New made) {
      return "new " + made.type() + "(" + all(made.arguments()) + ")";
    } else if (expression instanceof NewArray made) {
      return "new " + made.type().element() + "[" + of(made.length()) + "]";
    } else if (expression instanceof Cast cast) {
      return "((" + cast.type() + ") " + of(cast.value()) + ")";
    }
    InstanceOf test = (InstanceOf) expression;
    return "(" + of(test.value()) + " instanceof " + test.tested() + ")";
  }

  /** The owner matters where a subclass hides a field. */
  private static String member(Field field) {
    String target = of(field.target());
    boolean isPlain = field.target().type() == field.owner();
    return isPlain ? target : "((" + field.owner() + ") " + target + ")";
  }

  private static String constant(Constant constant) {
    return switch (constant.type().kind()) {
      case LONG -> constant.value() + "L";
      case FLOAT -> constant.value() + "f";
      case STRING -> "\"" + constant.value() + "\"";
      default -> String.valueOf(constant.value());
    };
  }

  private static String simple(Simple simple) {
    String name = Printer.OPCODES[simple.opcode()].toLowerCase(Locale.ROOT);
    return name + "(" + all(simple.arguments()) + ")";
  }

  private static String call(Call call) {
    String owner = call.owner().substring(call.owner().lastIndexOf('/') + 1);
    if (call.opcode() == Opcodes.INVOKESTATIC) {
      return owner + "." + call.name() + "(" + all(call.arguments()) + ")";
    }
    List<Expression> arguments = call.arguments().subList(1, call.arguments().size());
    String target = "((" + owner + ") " + of(call.arguments().get(0)) + ")";
    return target + "." + call.name() + "(" + all(arguments) + ")";
  }

  private static String all(List<Expression> expressions) {
    return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
  }

  static String of(Condition condition) {
    List<Expression> arguments = condition.arguments();
    if (arguments.isEmpty()) {
      return "true";
    }
    String zero = arguments.get(0).type().isReference() ? "null" : "0";
    String right = arguments.size() > 1 ? of(arguments.get(1)) : zero;
    return of(arguments.get(0)) + " " + comparison(condition.opcode()) + " " + right;
  }

  private static String comparison(int opcode) {
    return switch (opcode) {
      case Opcodes.IFNULL, Opcodes.IF_ACMPEQ -> "==";
      case Opcodes.IFNONNULL, Opcodes.IF_ACMPNE -> "!=";
      default -> COMPARISONS[(opcode - Opcodes.IFEQ) % COMPARISONS.length];
    };
  }
}
