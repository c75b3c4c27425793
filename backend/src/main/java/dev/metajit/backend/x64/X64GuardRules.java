package dev.metajit.backend.x64;

import static dev.metajit.backend.x64.X64Operand.of;

import dev.metajit.backend.regalloc.Assignment;
import dev.metajit.backend.regalloc.Bank;
import dev.metajit.backend.regalloc.Constraint;
import dev.metajit.backend.regalloc.Node;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64IntegerRules.Alu;
import dev.metajit.backend.x64.X64Lowering.Rule;
import dev.metajit.backend.x64.X64Lowering.Source;
import dev.metajit.backend.x64.X64Operand.Label;
import dev.metajit.trace.Constant;
import dev.metajit.trace.InvalidationToken;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import dev.metajit.trace.Operation;
import dev.metajit.trace.Value;

/** Guards, with the comparison they ask for, and the ways out of the portal. */
final class X64GuardRules {
  private X64GuardRules() {}

  /**
   * Instructions that set the flags, and the condition on them that is true when the comparison is.
   */
  record Test(X64Lowering.Emitter emitter, X64Condition condition) {
    void emit(X64Encoder code, Assignment at) {
      emitter.emit(code, at);
    }
  }

  static void addTo(X64Rules rules) {
    rules.add(Op.GUARD_TRUE, truth(true));
    rules.add(Op.GUARD_FALSE, truth(false));
    rules.add(Op.GUARD_VALUE, X64GuardRules::value);
    rules.add(Op.GUARD_NONNULL, nullness(X64Condition.EQUAL));
    rules.add(Op.GUARD_ISNULL, nullness(X64Condition.NOT_EQUAL));
    rules.add(Op.GUARD_NO_OVERFLOW, onFlag(X64Condition.OVERFLOW));
    rules.add(Op.GUARD_OVERFLOW, onFlag(X64Condition.NO_OVERFLOW));
    rules.add(Op.GUARD_NOT_INVALIDATED, X64GuardRules::notInvalidated);
    rules.add(Op.GUARD_ALWAYS_FAILS, X64GuardRules::leave);
    rules.add(Op.FINISH, X64GuardRules::leave);
    rules.add(Op.FINISH_THROW, X64GuardRules::leave);
    rules.add(Op.SAME_AS_INT, X64GuardRules::sameAs);
    rules.add(Op.SAME_AS_LONG, X64GuardRules::sameAs);
    rules.add(Op.SAME_AS_FLOAT, X64GuardRules::sameAs);
    rules.add(Op.SAME_AS_DOUBLE, X64GuardRules::sameAs);
    rules.add(Op.SAME_AS_REF, X64GuardRules::sameAs);
  }

  private static void sameAs(X64Lowering lowering, Operation operation) {
    lowering.alias(operation, operation.argument(0));
  }

  /** The condition of a comparison of integers or references; null for other operations. */
  static X64Condition integerCondition(Op op) {
    return switch (op) {
      case INT_LT, LONG_LT -> X64Condition.LESS;
      case INT_LE, LONG_LE -> X64Condition.LESS_EQUAL;
      case INT_GT, LONG_GT -> X64Condition.GREATER;
      case INT_GE, LONG_GE -> X64Condition.GREATER_EQUAL;
      case INT_EQ, LONG_EQ, REF_EQ -> X64Condition.EQUAL;
      case INT_NE, LONG_NE, REF_NE -> X64Condition.NOT_EQUAL;
      case UINT_LT, ULONG_LT -> X64Condition.BELOW;
      case UINT_LE, ULONG_LE -> X64Condition.BELOW_EQUAL;
      case UINT_GT, ULONG_GT -> X64Condition.ABOVE;
      case UINT_GE, ULONG_GE -> X64Condition.ABOVE_EQUAL;
      default -> null;
    };
  }

  /** Makes the operands of a comparison operands of the node. */
  static Test integerTest(X64Lowering lowering, Operation comparison, Node node) {
    X64Condition condition = integerCondition(comparison.op());
    boolean exchange = lowering.constant(comparison.argument(0)) != null;
    Value first = comparison.argument(exchange ? 1 : 0);
    Value second = comparison.argument(exchange ? 0 : 1);
    boolean wide = X64IntegerRules.isWide(comparison);
    X64Lowering.Emitter emitter = compare(lowering, node, wide, first, second);
    return new Test(emitter, exchange ? condition.swapped() : condition);
  }

  /** {@code cmp}, or {@code test} of a register with itself against zero. */
  private static X64Lowering.Emitter compare(
      X64Lowering lowering, Node node, boolean wide, Value first, Value second) {
    if (first.kind() == Kind.REF && !isNull(lowering, second)) {
      return compareAddresses(lowering, node, first, second);
    }
    Constant constant = lowering.constant(second);
    boolean immediate =
        constant != null && lowering.bits(constant) == (int) lowering.bits(constant);
    node.use(lowering.number(first), immediate ? Constraint.ANY : Constraint.REGISTER);
    Source source = lowering.source(node, second);
    Alu cmp = X64IntegerRules.CMP;
    return (code, at) -> {
      boolean zero = source.immediate() && source.bits() == 0;
      if (zero && at.uses()[0] instanceof Register register) {
        test(code, wide, register);
      } else {
        cmp.emit(code, wide, of(at.uses()[0]), source, at);
      }
    };
  }

  private static boolean isNull(X64Lowering lowering, Value value) {
    Constant constant = lowering.constant(value);
    return constant != null && constant.isNull();
  }

  private static X64Lowering.Emitter compareAddresses(
      X64Lowering lowering, Node node, Value first, Value second) {
    node.use(lowering.address(first), Constraint.REGISTER);
    node.use(lowering.address(second), Constraint.ANY);
    return (code, at) -> code.emit(X64Row.CMP, true, (Register) at.uses()[0], of(at.uses()[1]));
  }

  /** The flags of a value and zero, unless they are there already. */
  private static void test(X64Encoder code, boolean wide, Register register) {
    if (!code.hasFlagsOf(register, wide)) {
      code.emit(X64Row.TEST, wide, register, register);
    }
  }

  private static Rule truth(boolean expected) {
    return (lowering, operation) -> {
      Operation comparison = lowering.comparisonOf(operation);
      if (comparison == null) {
        guardBoolean(lowering, operation, expected);
      } else if (integerCondition(comparison.op()) != null) {
        guardComparison(lowering, operation, comparison, expected);
      } else {
        X64FloatRules.guard(lowering, operation, comparison, expected);
      }
    };
  }

  private static void guardBoolean(X64Lowering lowering, Operation operation, boolean expected) {
    Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
    Label exit = lowering.exit(operation, node);
    lowering.add(
        node,
        (code, at) -> {
          compareWithZero(code, false, at);
          code.jump(expected ? X64Condition.EQUAL : X64Condition.NOT_EQUAL, exit);
        });
  }

  private static void compareWithZero(X64Encoder code, boolean wide, Assignment at) {
    if (at.uses()[0] instanceof Register register) {
      test(code, wide, register);
    } else {
      code.emit(X64Row.CMP_IMM8, wide, of(at.uses()[0]), 0);
    }
  }

  private static void guardComparison(
      X64Lowering lowering, Operation operation, Operation comparison, boolean expected) {
    Node node = new Node();
    Test test = integerTest(lowering, comparison, node);
    guardTest(lowering, operation, node, test, expected);
  }

  private static void guardTest(
      X64Lowering lowering, Operation operation, Node node, Test test, boolean expected) {
    Label exit = lowering.exit(operation, node);
    X64Condition leaving = expected ? test.condition().inverse() : test.condition();
    lowering.add(
        node,
        (code, at) -> {
          test.emit(code, at);
          code.jump(leaving, exit);
        });
  }

  private static void value(X64Lowering lowering, Operation operation) {
    Value value = operation.argument(0);
    Kind kind = value.kind();
    if (X64Moves.bank(kind) == Bank.VECTOR) {
      bitsOfVector(lowering, operation, X64Moves.isWide(kind));
      return;
    }
    Node node = new Node();
    Value expected = operation.argument(1);
    X64Lowering.Emitter compare = compare(lowering, node, X64Moves.isWide(kind), value, expected);
    guardTest(lowering, operation, node, new Test(compare, X64Condition.EQUAL), true);
  }

  private static void bitsOfVector(X64Lowering lowering, Operation operation, boolean wide) {
    X64Operand expected = lowering.pool().word(((Constant) operation.argument(1)).bits());
    Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.REGISTER);
    node.temporary(Bank.GENERAL);
    Test test =
        new Test(
            (code, at) -> {
              Register bits = at.temporaries()[0];
              code.emit(X64Row.MOVD_TO, wide, (Register) at.uses()[0], bits);
              code.emit(X64Row.CMP, wide, bits, expected);
            },
            X64Condition.EQUAL);
    guardTest(lowering, operation, node, test, true);
  }

  /** Null is 0 in whatever form a reference is. */
  private static Rule nullness(X64Condition leaving) {
    return (lowering, operation) -> {
      Node node = new Node().use(lowering.number(operation.argument(0)), Constraint.ANY);
      Label exit = lowering.exit(operation, node);
      lowering.add(
          node,
          (code, at) -> {
            compareWithZero(code, true, at);
            code.jump(leaving, exit);
          });
    };
  }

  private static Rule onFlag(X64Condition leaving) {
    return (lowering, operation) -> {
      Node node = new Node();
      Label exit = lowering.exit(operation, node);
      lowering.add(node, (code, at) -> code.jump(leaving, exit));
    };
  }

  private static void notInvalidated(X64Lowering lowering, Operation operation) {
    Label cell = lowering.references().cell(lowering.pool(), (InvalidationToken) operation.descr());
    Node node = new Node();
    Label exit = lowering.exit(operation, node);
    lowering.add(
        node,
        (code, at) -> {
          code.emit(X64Row.CMP_IMM8, false, new X64Operand.Relative(cell), 0);
          code.jump(X64Condition.NOT_EQUAL, exit);
        });
  }

  private static void leave(X64Lowering lowering, Operation operation) {
    Node node = new Node();
    Label exit = lowering.exit(operation, node);
    lowering.add(node, (code, at) -> code.jump(exit));
  }
}
