package dev.metajit.fuzz.program;

import java.util.List;

/** Something that leaves a value on the operand stack. */
public sealed interface Expression {
  /** The type as the verifier sees it. */
  ValueType type();

  /** A constant: a boxed primitive, a String, or null. */
  record Constant(ValueType type, Object value) implements Expression {
    /** Zero or null. */
    public static Constant zero(ValueType type) {
      return new Constant(
          type,
          switch (type.kind()) {
            case INT -> 0;
            case LONG -> 0L;
            case FLOAT -> 0f;
            case DOUBLE -> 0d;
            default -> null;
          });
    }
  }

  /** A local variable of the portal. */
  record Local(ValueType type, String name) implements Expression {}

  /** Word 1, 2 or 3 of the guest's instruction. */
  record Operand(int word) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.INT;
    }
  }

  /** An instruction without operands of its own, such as IADD, L2F, ARRAYLENGTH. */
  record Simple(int opcode, ValueType type, List<Expression> arguments) implements Expression {}

  /** An element of an array. */
  record Element(Expression array, Expression index) implements Expression {
    @Override
    public ValueType type() {
      return array.type().element();
    }
  }

  /** A field; {@code target} is null for a static one. */
  record Field(ValueType owner, String name, ValueType type, Expression target)
      implements Expression {}

  /** A call; the target, if any, is the first argument. */
  record Call(
      int opcode,
      String owner,
      String name,
      String descriptor,
      ValueType type,
      List<Expression> arguments,
      boolean ofInterface)
      implements Expression {}

  /** A new object. */
  record New(ValueType type, String descriptor, List<Expression> arguments) implements Expression {}

  /** A new array. */
  record NewArray(ValueType type, Expression length) implements Expression {}

  /** A checked cast. */
  record Cast(ValueType type, Expression value) implements Expression {}

  /** A type test. */
  record InstanceOf(ValueType tested, Expression value) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.INT;
    }
  }

  /** One of two values. */
  record Choice(ValueType type, Condition condition, Expression yes, Expression no)
      implements Expression {}

  /**
   * An int variable that is changed; its value before, as {@code i++}, or after, as {@code --i}.
   */
  record Step(Expression variable, int by, boolean isBefore) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.INT;
    }
  }
}
