package dev.metajit.codewriter;

import dev.metajit.driver.MethodCode;
import dev.metajit.trace.Kind;
import dev.metajit.trace.Storage;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls of {@code dev.metajit.annotations.Jit}, as instructions of their own. */
final class HintCalls {
  private final Code code;
  private final OperandStack stack;
  private final boolean inPortal;

  HintCalls(Code code, OperandStack stack, boolean inPortal) {
    this.code = code;
    this.stack = stack;
    this.inPortal = inPortal;
  }

  static boolean isHint(MethodInsnNode call) {
    return call.owner.equals(MethodCode.JIT);
  }

  /** True for a hint that is called as any method is. */
  static boolean isOrdinary(MethodInsnNode call) {
    return call.name.equals("conditionalCall");
  }

  void translate(MethodInsnNode call) {
    switch (call.name) {
      case "canEnterJit" -> canEnterJit();
      case "promote" -> promote();
      case "isConstant" -> isConstant();
      case "isVirtual" -> {
        int value = stack.pop().operand();
        code.emit(JitOp.IS_VIRTUAL, stack.pushResult(Kind.INT, Storage.BOOLEAN), value);
      }
      case "isJitted" -> code.emit(JitOp.IS_JITTED, stack.pushResult(Kind.INT, Storage.BOOLEAN));
      case "recordExactClass" -> recordExactClass();
      default -> {}
    }
  }

  private void canEnterJit() {
    if (inPortal) {
      code.emit(JitOp.CAN_ENTER_JIT);
    }
  }

  private void promote() {
    StackEntry value = stack.pop();
    int destination = stack.pushResult(value.kind(), value.narrow());
    code.emit(JitOp.PROMOTE, value.kind().ordinal(), destination, value.operand());
  }

  private void isConstant() {
    StackEntry value = stack.pop();
    int destination = stack.pushResult(Kind.INT, Storage.BOOLEAN);
    code.emit(JitOp.IS_CONSTANT, value.kind().ordinal(), destination, value.operand());
  }

  private void recordExactClass() {
    StackEntry exact = stack.pop();
    StackEntry value = stack.pop();
    int destination = stack.pushResult(Kind.REF, null);
    code.emit(JitOp.RECORD_EXACT_CLASS, destination, value.operand(), exact.operand());
  }
}
