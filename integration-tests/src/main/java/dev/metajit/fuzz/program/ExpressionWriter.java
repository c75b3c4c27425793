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
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes expressions as instructions. */
class ExpressionWriter {
  final MethodVisitor code;
  private final Map<String, Integer> slots;

  ExpressionWriter(MethodVisitor code, Map<String, Integer> slots) {
    this.code = code;
    this.slots = slots;
  }

  int slot(String local) {
    return slots.get(local);
  }

  void all(List<Expression> expressions) {
    expressions.forEach(this::expression);
  }

  void expression(Expression expression) {
    if (expression instanceof Constant constant) {
      constant(constant);
    } else if (expression instanceof Local local) {
      code.visitVarInsn(local.type().opcode(Opcodes.ILOAD), slot(local.name()));
    } else if (expression instanceof Operand operand) {
      operand(operand.word());
    } else if (expression instanceof Simple simple) {
      all(simple.arguments());
      code.visitInsn(simple.opcode());
    } else if (expression instanceof Element element) {
      expression(element.array());
      expression(element.index());
      code.visitInsn(element.type().opcode(Opcodes.IALOAD));
    } else if (expression instanceof Field field) {
      field(field);
    } else if (expression instanceof Call call) {
      all(call.arguments());
      code.visitMethodInsn(
          call.opcode(), call.owner(), call.name(), call.descriptor(), call.ofInterface());
    } else if (expression instanceof Choice choice) {
      choice(choice);
    } else if (expression instanceof Step step) {
      step(step);
    } else {
      objects(expression);
    }
  }

  private void objects(Expression expression) {
    if (expression instanceof New made) {
      String name = made.type().internalName();
      code.visitTypeInsn(Opcodes.NEW, name);
      code.visitInsn(Opcodes.DUP);
      all(made.arguments());
      code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", made.descriptor(), false);
    } else if (expression instanceof NewArray made) {
      expression(made.length());
      newArray(made.type().element());
    } else if (expression instanceof Cast cast) {
      expression(cast.value());
      code.visitTypeInsn(Opcodes.CHECKCAST, cast.type().internalName());
    } else if (expression instanceof InstanceOf test) {
      expression(test.value());
      code.visitTypeInsn(Opcodes.INSTANCEOF, test.tested().internalName());
    } else {
      throw new IllegalArgumentException("no instructions for " + expression);
    }
  }

  private void constant(Constant constant) {
    if (constant.value() == null) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else {
      code.visitLdcInsn(constant.value());
    }
  }

  void operand(int word) {
    code.visitVarInsn(Opcodes.ALOAD, slot("code"));
    code.visitVarInsn(Opcodes.ILOAD, slot("pc"));
    code.visitLdcInsn(word);
    code.visitInsn(Opcodes.IADD);
    code.visitInsn(Opcodes.IALOAD);
  }

  private void field(Field field) {
    if (field.target() != null) {
      expression(field.target());
    }
    access(field, Opcodes.GETFIELD, Opcodes.GETSTATIC);
  }

  private void access(Field field, int ofInstance, int ofClass) {
    code.visitFieldInsn(
        field.target() == null ? ofClass : ofInstance,
        field.owner().internalName(),
        field.name(),
        field.type().descriptor());
  }

  private void newArray(ValueType element) {
    if (element.isReference()) {
      code.visitTypeInsn(Opcodes.ANEWARRAY, element.internalName());
      return;
    }
    code.visitIntInsn(
        Opcodes.NEWARRAY,
        switch (element) {
          case BOOLEAN -> Opcodes.T_BOOLEAN;
          case BYTE -> Opcodes.T_BYTE;
          case SHORT -> Opcodes.T_SHORT;
          case CHAR -> Opcodes.T_CHAR;
          case INT -> Opcodes.T_INT;
          case LONG -> Opcodes.T_LONG;
          case FLOAT -> Opcodes.T_FLOAT;
          default -> Opcodes.T_DOUBLE;
        });
  }

  private void choice(Choice choice) {
    Label yes = new Label();
    Label end = new Label();
    condition(choice.condition(), yes);
    expression(choice.no());
    code.visitJumpInsn(Opcodes.GOTO, end);
    code.visitLabel(yes);
    expression(choice.yes());
    code.visitLabel(end);
  }

  void condition(Condition condition, Label holds) {
    all(condition.arguments());
    code.visitJumpInsn(condition.opcode(), holds);
  }

  private void step(Step step) {
    if (step.variable() instanceof Local local) {
      if (step.isBefore()) {
        expression(local);
      }
      code.visitIincInsn(slot(local.name()), step.by());
      if (!step.isBefore()) {
        expression(local);
      }
    } else if (step.variable() instanceof Field field) {
      stepField(field, step);
    } else {
      stepElement((Element) step.variable(), step);
    }
  }

  private void stepField(Field field, Step step) {
    int copy = field.target() == null ? Opcodes.DUP : Opcodes.DUP_X1;
    if (field.target() != null) {
      expression(field.target());
      code.visitInsn(Opcodes.DUP);
    }
    access(field, Opcodes.GETFIELD, Opcodes.GETSTATIC);
    change(step, copy);
    access(field, Opcodes.PUTFIELD, Opcodes.PUTSTATIC);
  }

  private void stepElement(Element element, Step step) {
    expression(element.array());
    expression(element.index());
    code.visitInsn(Opcodes.DUP2);
    code.visitInsn(Opcodes.IALOAD);
    change(step, Opcodes.DUP_X2);
    code.visitInsn(Opcodes.IASTORE);
  }

  private void change(Step step, int copy) {
    if (step.isBefore()) {
      code.visitInsn(copy);
    }
    code.visitLdcInsn(step.by());
    code.visitInsn(Opcodes.IADD);
    if (!step.isBefore()) {
      code.visitInsn(copy);
    }
  }

  void assign(Expression target, Expression value) {
    if (target instanceof Local local) {
      expression(value);
      code.visitVarInsn(local.type().opcode(Opcodes.ISTORE), slot(local.name()));
    } else if (target instanceof Field field) {
      if (field.target() != null) {
        expression(field.target());
      }
      expression(value);
      access(field, Opcodes.PUTFIELD, Opcodes.PUTSTATIC);
    } else {
      Element element = (Element) target;
      expression(element.array());
      expression(element.index());
      expression(value);
      code.visitInsn(element.type().opcode(Opcodes.IASTORE));
    }
  }
}
