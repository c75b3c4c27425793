package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.backend.x64.X64Lowering.Source;
import dev.metajit.trace.Constant;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;

/** Integer arithmetic and comparisons. */
final class X64IntegerRules {
  /**
   * One instruction's forms with a register or memory, and with an immediate, as the second
   * operand.
   */
  record Alu(X64Row row, X64Row immediate8, X64Row immediate32) {
    void emit(X64Encoder code, boolean wide, X64Operand first, Source source, Assignment at) {
      if (!source.immediate()) {
        code.emit(row, wide, ((X64Operand.Direct) first).register(), source.operand(at));
      } else if (source.bits() == (byte) source.bits()) {
        code.emit(immediate8, wide, first, source.bits());
      } else {
        code.emit(immediate32, wide, first, source.bits());
      }
    }
  }

  static final Alu ADD = new Alu(X64Row.ADD, X64Row.ADD_IMM8, X64Row.ADD_IMM32);
  static final Alu SUB = new Alu(X64Row.SUB, X64Row.SUB_IMM8, X64Row.SUB_IMM32);
  static final Alu AND = new Alu(X64Row.AND, X64Row.AND_IMM8, X64Row.AND_IMM32);
  static final Alu OR = new Alu(X64Row.OR, X64Row.OR_IMM8, X64Row.OR_IMM32);
  static final Alu XOR = new Alu(X64Row.XOR, X64Row.XOR_IMM8, X64Row.XOR_IMM32);
  static final Alu CMP = new Alu(X64Row.CMP, X64Row.CMP_IMM8, X64Row.CMP_IMM32);

  private X64IntegerRules() {}

  static void addTo(X64Rules rules) {
    rules.add(Op.INT_ADD, X64IntegerRules::add);
    rules.add(Op.LONG_ADD, X64IntegerRules::add);
    rules.add(Op.INT_SUB, X64IntegerRules::subtract);
    rules.add(Op.LONG_SUB, X64IntegerRules::subtract);
    rules.add(Op.INT_ADD_OVF, arithmetic(ADD));
    rules.add(Op.LONG_ADD_OVF, arithmetic(ADD));
    rules.add(Op.INT_SUB_OVF, arithmetic(SUB));
    rules.add(Op.LONG_SUB_OVF, arithmetic(SUB));
    rules.add(Op.INT_AND, arithmetic(AND));
    rules.add(Op.LONG_AND, arithmetic(AND));
    rules.add(Op.INT_OR, arithmetic(OR));
    rules.add(Op.LONG_OR, arithmetic(OR));
    rules.add(Op.INT_XOR, arithmetic(XOR));
    rules.add(Op.LONG_XOR, arithmetic(XOR));
    rules.add(Op.INT_MUL, X64IntegerRules::multiply);
    rules.add(Op.LONG_MUL, X64IntegerRules::multiply);
    rules.add(Op.INT_MUL_OVF, X64IntegerRules::multiply);
    rules.add(Op.LONG_MUL_OVF, X64IntegerRules::multiply);
    rules.add(Op.LONG_MULTIPLY_HIGH, X64IntegerRules::multiplyHigh);
    rules.add(Op.INT_NEG, X64IntegerRules::negate);
    rules.add(Op.LONG_NEG, X64IntegerRules::negate);
    X64DivisionRules.addTo(rules);
    rules.add(Op.LONG_CMP, X64IntegerRules::compareLongs);
    for (Op op : Op.values()) {
      if (X64GuardRules.integerCondition(op) != null) {
        rules.add(op, X64IntegerRules::compare);
      }
    }
  }

  static boolean isWide(Operation operation) {
    return X64Moves.isWide(operation.op().operands().get(0));
  }

  private static Rule arithmetic(Alu alu) {
    return (lowering, operation) -> arithmetic(lowering, operation, alu);
  }

  private static void arithmetic(X64Lowering lowering, Operation operation, Alu alu) {
    boolean exchange = isBetterExchanged(lowering, operation);
    Value first = operation.argument(exchange ? 1 : 0);
    Value second = operation.argument(exchange ? 0 : 1);
    boolean wide = isWide(operation);
    Node node = new Node().use(lowering.number(first), Constraint.ANY);
    Source source = lowering.source(node, second);
    node.resultSameAs(lowering.result(operation), 0);
    lowering.add(node, (code, at) -> alu.emit(code, wide, of(at.result()), source, at));
  }

  /** True if the second operand is the one to overwrite. */
  static boolean isBetterExchanged(X64Lowering lowering, Operation operation) {
    if (!operation.op().is(Op.Flag.COMMUTATIVE)) {
      return false;
    }
    Value first = operation.argument(0);
    Value second = operation.argument(1);
    boolean constantFirst = lowering.constant(first) != null;
    boolean secondDies = lowering.constant(second) == null && lowering.dies(second);
    return constantFirst || secondDies && !lowering.dies(first);
  }

  /** {@code lea} where the first operand must stay. */
  private static void add(X64Lowering lowering, Operation operation) {
    boolean exchange = isBetterExchanged(lowering, operation);
    Value first = operation.argument(exchange ? 1 : 0);
    Value second = operation.argument(exchange ? 0 : 1);
    Constant constant = lowering.constant(second);
    boolean small = constant != null && constant.bits() == (int) constant.bits();
    if (lowering.constant(first) != null || lowering.dies(first) || constant != null && !small) {
      arithmetic(lowering, operation, ADD);
    } else if (small) {
      addConstant(lowering, operation, first, (int) constant.bits());
    } else {
      addInto(lowering, operation, first, second);
    }
  }

  private static void addConstant(
      X64Lowering lowering, Operation operation, Value value, int constant) {
    boolean wide = isWide(operation);
    Node node = new Node().use(lowering.number(value), Constraint.REGISTER);
    node.result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          X64Operand sum = X64Operand.at((Register) at.uses()[0], constant);
          code.emit(X64Row.LEA, wide, at.result(), sum);
        });
  }

  private static void addInto(
      X64Lowering lowering, Operation operation, Value first, Value second) {
    boolean wide = isWide(operation);
    Node node = new Node().use(lowering.number(first), Constraint.REGISTER);
    node.use(lowering.number(second), Constraint.REGISTER);
    node.result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          Register base = (Register) at.uses()[0];
          Register index = (Register) at.uses()[1];
          code.emit(X64Row.LEA, wide, at.result(), new X64Operand.Memory(base, index, 1, 0));
        });
  }

  private static void subtract(X64Lowering lowering, Operation operation) {
    Constant constant = lowering.constant(operation.argument(1));
    boolean small = constant != null && -constant.bits() == (int) -constant.bits();
    Value first = operation.argument(0);
    if (small && lowering.constant(first) == null && !lowering.dies(first)) {
      addConstant(lowering, operation, first, (int) -constant.bits());
    } else {
      arithmetic(lowering, operation, SUB);
    }
  }

  private static void multiply(X64Lowering lowering, Operation operation) {
    boolean exchange = isBetterExchanged(lowering, operation);
    Value first = operation.argument(exchange ? 1 : 0);
    Value second = operation.argument(exchange ? 0 : 1);
    boolean wide = isWide(operation);
    Node node = new Node().use(lowering.number(first), Constraint.ANY);
    Source source = lowering.source(node, second);
    if (source.immediate()) {
      node.result(lowering.result(operation));
      boolean small = source.bits() == (byte) source.bits();
      X64Row row = small ? X64Row.IMUL_IMM8 : X64Row.IMUL_IMM32;
      lowering.add(
          node, (code, at) -> code.emit(row, wide, at.result(), of(at.uses()[0]), source.bits()));
    } else {
      node.resultSameAs(lowering.result(operation), 0);
      lowering.add(
          node, (code, at) -> code.emit(X64Row.IMUL, wide, at.result(), source.operand(at)));
    }
  }

  private static void multiplyHigh(X64Lowering lowering, Operation operation) {
    Node node =
        new Node()
            .use(lowering.number(operation.argument(0)), Constraint.fixed(X64Registers.RAX))
            .use(lowering.number(operation.argument(1)), Constraint.ANY)
            .clobber(X64Registers.RAX)
            .result(lowering.result(operation), X64Registers.RDX);
    lowering.add(node, (code, at) -> code.emit(X64Row.IMUL_WIDE, true, of(at.uses()[1]), 0));
  }

  private static void negate(X64Lowering lowering, Operation operation) {
    boolean wide = isWide(operation);
    Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
    node.resultSameAs(lowering.result(operation), 0);
    lowering.add(node, (code, at) -> code.emit(X64Row.NEG, wide, of(at.result()), 0));
  }

  private static void compare(X64Lowering lowering, Operation operation) {
    Node node = new Node();
    X64GuardRules.Test test = X64GuardRules.integerTest(lowering, operation, node);
    node.result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          test.emit(code, at);
          code.set(test.condition(), at.result());
          code.emit(X64Row.MOVZX_8, false, at.result(), of(at.result()));
        });
  }

  /** Greater minus less. */
  private static void compareLongs(X64Lowering lowering, Operation operation) {
    Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.REGISTER);
    Source source = lowering.source(node, operation.argument(1));
    node.temporary(Bank.GENERAL).result(lowering.result(operation));
    lowering.add(
        node,
        (code, at) -> {
          CMP.emit(code, true, of(at.uses()[0]), source, at);
          difference(code, at, X64Condition.GREATER, X64Condition.LESS);
        });
  }

  /** The result becomes 1 if the one condition holds, -1 if the other does, else 0. */
  static void difference(
      X64Encoder code, Assignment at, X64Condition positive, X64Condition negative) {
    Register less = at.temporaries()[0];
    code.set(positive, at.result());
    code.set(negative, less);
    code.emit(X64Row.MOVZX_8, false, at.result(), of(at.result()));
    code.emit(X64Row.MOVZX_8, false, less, of(less));
    code.emit(X64Row.SUB, false, at.result(), less);
  }
}
