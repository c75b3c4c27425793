package dev.metajit.codewriter;

import java.util.List;
import org.objectweb.asm.Opcodes;

/** The instructions that only move entries of the operand stack: no code comes of them. */
final class StackShuffle {
  private StackShuffle() {}

  static void apply(int opcode, OperandStack stack) {
    switch (opcode) {
      case Opcodes.POP -> stack.popSlots(1);
      case Opcodes.POP2 -> stack.popSlots(2);
      case Opcodes.DUP -> duplicate(stack, 1, 0);
      case Opcodes.DUP_X1 -> duplicate(stack, 1, 1);
      case Opcodes.DUP_X2 -> duplicate(stack, 1, 2);
      case Opcodes.DUP2 -> duplicate(stack, 2, 0);
      case Opcodes.DUP2_X1 -> duplicate(stack, 2, 1);
      case Opcodes.DUP2_X2 -> duplicate(stack, 2, 2);
      default -> swap(stack);
    }
  }

  /** Puts a copy of the topmost slots under as many slots below them. */
  private static void duplicate(OperandStack stack, int copied, int below) {
    List<StackEntry> top = stack.popSlots(copied);
    List<StackEntry> under = stack.popSlots(below);
    stack.pushAll(top);
    stack.pushAll(under);
    stack.pushAll(top);
  }

  private static void swap(OperandStack stack) {
    StackEntry top = stack.pop();
    StackEntry second = stack.pop();
    stack.push(top);
    stack.push(second);
  }
}
