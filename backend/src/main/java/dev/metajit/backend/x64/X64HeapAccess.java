package dev.metajit.backend.x64;

import dev.metajit.backend.memory.HeapWindow;
import dev.metajit.backend.memory.NativeFrame;
import dev.metajit.backend.regalloc.Register;
import dev.metajit.backend.x64.X64Operand.Label;

/**
 * How objects lie in memory, and the instructions that follow references.
 *
 * @param referenceBytes the width of a reference in a field or array: 4 or 8
 * @param shift how far a 4-byte reference is shifted to make an address
 * @param base what is then added, unless the reference is null
 * @param arrayBase the offset of element 0 of an {@code Object[]}
 * @param arrayLength the offset of an array's length
 * @param classWord where an object says what class it is of; null if that is not known
 */
record X64HeapAccess(
    int referenceBytes,
    int shift,
    long base,
    int arrayBase,
    int arrayLength,
    X64ClassWord classWord) {

  private boolean isCompressed() {
    return referenceBytes == Integer.BYTES;
  }

  /** Loads a reference as an address. */
  void load(X64Encoder code, Register to, X64Operand.Memory from, X64Pool pool) {
    code.emit(X64Row.MOV, !isCompressed(), to, from);
    if (!isCompressed() || shift == 0 && base == 0) {
      return;
    }
    if (base == 0) {
      code.emit(X64Row.SHL_IMM8, true, X64Operand.of(to), shift);
      return;
    }
    Label isNull = new Label("null" + code.position());
    if (shift == 0) {
      code.emit(X64Row.TEST, false, to, to);
    } else {
      code.emit(X64Row.SHL_IMM8, true, X64Operand.of(to), shift);
    }
    code.jumpShort(X64Condition.EQUAL, isNull);
    code.emit(X64Row.ADD, true, to, pool.word(base));
    code.bind(isNull);
  }

  /**
   * Makes what stands for a reference (see {@link X64Reference}; not a constant) the address of the
   * object, if it is not one already; null stays 0.
   */
  void resolve(X64Encoder code, Register reference, Register scratch, X64Pool pool) {
    Label done = new Label("resolved" + code.position());
    code.emit(X64Row.CMP_IMM32, true, X64Operand.of(reference), X64Reference.FIRST_ADDRESS);
    code.jumpShort(X64Condition.GREATER_EQUAL, done);
    code.emit(X64Row.TEST, true, reference, reference);
    code.jumpShort(X64Condition.EQUAL, done);
    int root = NativeFrame.header(HeapWindow.ROOT);
    code.emit(X64Row.MOV, true, scratch, X64Operand.at(X64Registers.FRAME, root));
    code.emit(X64Row.MOV, true, scratch, X64Operand.at(scratch, 0));
    load(code, scratch, X64Operand.at(scratch, arrayBase), pool);
    int first = arrayBase - referenceBytes;
    load(code, reference, new X64Operand.Memory(scratch, reference, referenceBytes, first), pool);
    code.bind(done);
  }

  /**
   * Puts addresses that stand in slots into exports, and returns. {@code rdx} points to the slots'
   * offsets from the frame, 4 bytes each, a 0 behind the last; {@code rax} is kept.
   */
  static void exportAll(X64Encoder code) {
    Register offsets = X64Registers.RDX;
    Register offset = X64Registers.RCX;
    Register address = X64Registers.RSI;
    Register root = X64Registers.RDI;
    Register roots = X64Registers.RBX;
    Register name = X64Registers.RBP;
    Label again = new Label("export_next");
    Label skip = new Label("exported");
    Label done = new Label("all_exported");
    int first = NativeFrame.header(HeapWindow.EXPORTS);
    int step = NativeFrame.header(1) - NativeFrame.header(0);
    X64Operand slot = new X64Operand.Memory(X64Registers.FRAME, offset, 1, 0);
    code.emit(X64Row.LEA, true, roots, X64Operand.at(X64Registers.FRAME, first));
    code.emitShort(X64Row.MOV_IMM32, false, name, X64Reference.FIRST_EXPORT);
    code.bind(again);
    code.emit(X64Row.MOVSXD, true, offset, X64Operand.at(offsets, 0));
    code.emit(X64Row.TEST, false, offset, offset);
    code.jumpShort(X64Condition.EQUAL, done);
    code.emit(X64Row.MOV, true, address, slot);
    code.emit(X64Row.CMP_IMM32, true, X64Operand.of(address), X64Reference.FIRST_ADDRESS);
    code.jumpShort(X64Condition.LESS, skip);
    code.emit(X64Row.MOV, true, root, X64Operand.at(roots, 0));
    code.emit(X64Row.MOV_TO, true, address, X64Operand.at(root, 0));
    code.emit(X64Row.MOV_TO, true, name, slot);
    code.bind(skip);
    code.emit(X64Row.ADD_IMM8, true, X64Operand.of(offsets), Integer.BYTES);
    code.emit(X64Row.ADD_IMM8, true, X64Operand.of(roots), step);
    code.emit(X64Row.ADD_IMM8, false, X64Operand.of(name), 1);
    code.jump(again);
    code.bind(done);
    code.emit(X64Row.RET);
  }
}
