package dev.metajit.codewriter;

import dev.metajit.trace.Constant;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The instructions of the block that is being translated, and the constants and pool of the whole
 * method.
 */
final class Code {
  private final Map<Constant, Integer> constantOperands = new HashMap<>();
  private final List<Constant> constants = new ArrayList<>();
  private final Map<Object, Integer> poolIndexes = new HashMap<>();
  private final List<Object> pool = new ArrayList<>();
  private List<Instruction> block;
  private int line = -1;

  void start(List<Instruction> instructions) {
    block = instructions;
  }

  void setLine(int newLine) {
    line = newLine;
  }

  void emit(JitOp op, int... operands) {
    block.add(new Instruction(op, line, operands));
  }

  void move(Kind kind, int destination, int source) {
    emit(JitOp.MOVE, kind.ordinal(), destination, source);
  }

  void primitive(Op op, int destination, int left, int right) {
    emit(JitOp.PRIMITIVE, op.ordinal(), destination, left, right);
  }

  /** The last instruction of the block if it computes this register, else {@code null}. */
  Instruction lastInto(int register) {
    Instruction last = block.isEmpty() ? null : block.get(block.size() - 1);
    int index = last == null ? -1 : last.destinationIndex();
    return index >= 0 && last.operands[index] == register ? last : null;
  }

  /** The source operand for a constant. */
  int constant(Constant value) {
    return constantOperands.computeIfAbsent(value, this::addConstant);
  }

  private int addConstant(Constant value) {
    constants.add(value);
    return Instruction.CONSTANTS + constants.size() - 1;
  }

  int constant(int value) {
    return constant(Constant.ofInt(value));
  }

  /** The constant that a source operand is. */
  Constant constantAt(int operand) {
    return constants.get(operand - Instruction.CONSTANTS);
  }

  /** The index of an object in the pool; one with the same key is shared. */
  int pool(Object key, Object object) {
    return poolIndexes.computeIfAbsent(key, k -> addToPool(object));
  }

  /** The index of a new object in the pool. */
  int addToPool(Object object) {
    pool.add(object);
    return pool.size() - 1;
  }

  Constant[] constants() {
    return constants.toArray(new Constant[0]);
  }

  Object[] pool() {
    return pool.toArray();
  }
}
