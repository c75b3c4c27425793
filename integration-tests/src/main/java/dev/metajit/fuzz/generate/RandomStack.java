package dev.metajit.fuzz.generate;

import dev.metajit.fuzz.program.Expression;
import dev.metajit.fuzz.program.ValueType;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * The operand stack of a guest: an array with a stack pointer. Unless it wraps around, nothing
 * keeps the guest from leaving it at either end.
 *
 * @param array the array
 * @param pointer the index of the first free element
 * @param wraps whether the index is taken modulo the length
 */
record RandomStack(Expression array, Expression pointer, boolean wraps) {
  private static final Expression MASK = new Expression.Constant(ValueType.INT, 7);

  ValueType type() {
    return array.type().element();
  }

  /** The element that a push assigns. */
  Expression push() {
    return element(new Expression.Step(pointer, 1, true));
  }

  /** The value that a pop gives. */
  Expression pop() {
    return element(new Expression.Step(pointer, -1, false));
  }

  private Expression element(Expression index) {
    return new Expression.Element(
        array,
        wraps ? new Expression.Simple(Opcodes.IAND, ValueType.INT, List.of(index, MASK)) : index);
  }
}
