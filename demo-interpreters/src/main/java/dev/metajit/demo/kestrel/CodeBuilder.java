package dev.metajit.demo.kestrel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collects the instructions of one function: resolves labels, numbers constants, measures the
 * operand stack.
 */
final class CodeBuilder {
  private static final int UNKNOWN = -1;

  private final IntList code = new IntList();
  private final IntList lines = new IntList();
  private final IntList handlers = new IntList();
  private final List<Object> constants = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private int line;
  private int height;
  private int maximumHeight;

  /** A place in the code that jumps go to. */
  static final class Label {
    private int pc = UNKNOWN;
    private int height = UNKNOWN;
    private final IntList uses = new IntList();
  }

  /** Sets the source line of the instructions that follow. */
  void line(int newLine) {
    line = newLine;
  }

  /** The pc of the next instruction. */
  int pc() {
    return code.size();
  }

  void emit(int opcode, int... operands) {
    add(opcode);
    for (int operand : operands) {
      add(operand);
    }
    changeHeight(StackEffect.of(opcode, operands.length == 0 ? 0 : operands[operands.length - 1]));
  }

  void emitConstant(Object value) {
    emit(Opcode.CONST, constant(value));
  }

  /** The index of a constant. */
  int constant(Object value) {
    for (int i = 0; i < constants.size(); i++) {
      if (Objects.equals(constants.get(i), value)) {
        return i;
      }
    }
    constants.add(value);
    return constants.size() - 1;
  }

  Label newLabel() {
    Label label = new Label();
    labels.add(label);
    return label;
  }

  /** Emits a jump; operands before the target may be given. */
  void jump(int opcode, Label target, int... operands) {
    int before = height;
    emit(opcode, operands);
    boolean keepsValue =
        opcode == Opcode.JUMP_IF_FALSE_OR_POP || opcode == Opcode.JUMP_IF_TRUE_OR_POP;
    target.height = keepsValue || opcode == Opcode.NEXT ? before : height;
    target.uses.add(code.size());
    add(UNKNOWN);
  }

  /** Puts the label here. */
  void mark(Label label) {
    label.pc = code.size();
    if (label.height != UNKNOWN) {
      height = label.height;
    }
  }

  /** Puts the label of an exception handler here: the exception is the only operand. */
  void markHandler(Label label) {
    height = 0;
    mark(label);
    changeHeight(1);
  }

  /** Code in {@code [start, end)} is covered by the handler. */
  void handler(int start, int end, Label target) {
    if (start < end) {
      handlers.add(start);
      handlers.add(end);
      handlers.add(target.pc);
    }
  }

  int stackSize() {
    return maximumHeight;
  }

  int[] instructions() {
    for (Label label : labels) {
      for (int i = 0; i < label.uses.size(); i++) {
        code.set(label.uses.get(i), label.pc);
      }
    }
    return code.toArray();
  }

  Object[] constants() {
    return constants.toArray();
  }

  int[] handlers() {
    return handlers.toArray();
  }

  int[] lines() {
    return lines.toArray();
  }

  private void add(int element) {
    code.add(element);
    lines.add(line);
  }

  private void changeHeight(int effect) {
    height += effect;
    maximumHeight = Math.max(maximumHeight, height);
  }
}
