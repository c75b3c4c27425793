package dev.metajit.backend.x64;

import dev.metajit.backend.memory.EntryStubs;
import dev.metajit.backend.memory.EntryStubs.EnvFunction;
import dev.metajit.backend.regalloc.Register;
import java.util.List;

/**
 * System V: how C calls us. Arguments come in {@code rdi rsi rdx rcx r8}, the result goes back in
 * {@code rax}, and {@code rbx rbp r12..r15} belong to the caller. Inside, a trace finds the native
 * frame in {@link X64Registers#FRAME} and its fuel in {@link X64Registers#FUEL}, may use all other
 * registers, and leaves with {@code ret} and an exit's number in {@code rax}.
 */
final class X64CallingConvention {
  /** How many units of work (about one instruction each) a stint may do. */
  static final int FUEL = 200_000;

  private static final Register[] ARGUMENTS = {
    X64Registers.RDI, X64Registers.RSI, X64Registers.RDX, X64Registers.RCX, X64Registers.general(8)
  };
  private static final List<Register> KEPT =
      List.of(
          X64Registers.RBX,
          X64Registers.RBP,
          X64Registers.R12,
          X64Registers.R13,
          X64Registers.FUEL,
          X64Registers.FRAME);

  private X64CallingConvention() {}

  /** The stubs through which Java gets in. */
  static EntryStubs stubs() {
    return new EntryStubs(
        returnArgument(0),
        enter(2),
        enter(0),
        enterLocked(),
        passToEnv(EnvFunction.NEW_GLOBAL_REF),
        passToEnv(EnvFunction.DELETE_GLOBAL_REF),
        returnArgument(2));
  }

  private static byte[] returnArgument(int index) {
    X64Encoder code = new X64Encoder(null);
    code.emit(X64Row.MOV, true, X64Registers.RAX, ARGUMENTS[index]);
    code.emit(X64Row.RET);
    return code.finish();
  }

  /** Runs code: its address is argument {@code first}, the frame the next. */
  private static byte[] enter(int first) {
    X64Encoder code = new X64Encoder(null);
    saveRegisters(code);
    run(code, ARGUMENTS[first], ARGUMENTS[first + 1]);
    restoreRegisters(code);
    code.emit(X64Row.RET);
    return code.finish();
  }

  private static void run(X64Encoder code, Register entry, Register frame) {
    code.emit(X64Row.MOV, true, X64Registers.FRAME, frame);
    code.emitShort(X64Row.MOV_IMM32, false, X64Registers.FUEL, FUEL);
    code.emit(X64Row.CALL_BY, true, X64Operand.of(entry), 0);
  }

  /** Around the run: {@code GetPrimitiveArrayCritical(env, lock, null)} and its release. */
  private static byte[] enterLocked() {
    X64Encoder code = new X64Encoder(null);
    saveRegisters(code);
    code.emit(X64Row.SUB_IMM8, true, X64Operand.of(X64Registers.RSP), LOCKED_FRAME);
    store(code, ENV, ARGUMENTS[0]);
    store(code, LOCK, ARGUMENTS[4]);
    store(code, CODE, ARGUMENTS[2]);
    store(code, FRAME, ARGUMENTS[3]);
    code.emit(X64Row.MOV, true, ARGUMENTS[1], ARGUMENTS[4]);
    code.emit(X64Row.XOR, false, ARGUMENTS[2], ARGUMENTS[2]);
    callEnv(code, EnvFunction.GET_PRIMITIVE_ARRAY_CRITICAL);
    store(code, ELEMENTS, X64Registers.RAX);
    load(code, ARGUMENTS[0], CODE);
    load(code, ARGUMENTS[1], FRAME);
    run(code, ARGUMENTS[0], ARGUMENTS[1]);
    store(code, RESULT, X64Registers.RAX);
    load(code, ARGUMENTS[0], ENV);
    load(code, ARGUMENTS[1], LOCK);
    load(code, ARGUMENTS[2], ELEMENTS);
    code.emit(X64Row.XOR, false, ARGUMENTS[3], ARGUMENTS[3]);
    callEnv(code, EnvFunction.RELEASE_PRIMITIVE_ARRAY_CRITICAL);
    load(code, X64Registers.RAX, RESULT);
    code.emit(X64Row.ADD_IMM8, true, X64Operand.of(X64Registers.RSP), LOCKED_FRAME);
    restoreRegisters(code);
    code.emit(X64Row.RET);
    return code.finish();
  }

  // the stack frame of enterLocked
  private static final int ENV = 0;
  private static final int LOCK = 8;
  private static final int CODE = 16;
  private static final int FRAME = 24;
  private static final int ELEMENTS = 32;
  private static final int RESULT = 40;
  private static final int LOCKED_FRAME = 48;

  private static void store(X64Encoder code, int offset, Register register) {
    code.emit(X64Row.MOV_TO, true, register, X64Operand.at(X64Registers.RSP, offset));
  }

  private static void load(X64Encoder code, Register register, int offset) {
    code.emit(X64Row.MOV, true, register, X64Operand.at(X64Registers.RSP, offset));
  }

  /** Calls the function in the table that the first argument, the {@code JNIEnv}, points to. */
  private static void callEnv(X64Encoder code, EnvFunction function) {
    code.emit(X64Row.MOV, true, X64Registers.RAX, X64Operand.at(ARGUMENTS[0], 0));
    code.emit(X64Row.CALL_BY, true, X64Operand.at(X64Registers.RAX, function.offset()), 0);
  }

  /** The native method's one argument becomes the function's; its result is the method's. */
  private static byte[] passToEnv(EnvFunction function) {
    X64Encoder code = new X64Encoder(null);
    code.emit(X64Row.MOV, true, X64Registers.RAX, X64Operand.at(ARGUMENTS[0], 0));
    code.emit(X64Row.MOV, true, ARGUMENTS[1], ARGUMENTS[2]);
    code.emit(X64Row.JMP_BY, true, X64Operand.at(X64Registers.RAX, function.offset()), 0);
    return code.finish();
  }

  /** Six pushes and one word more, so that the stack is 16-byte aligned at calls. */
  private static void saveRegisters(X64Encoder code) {
    KEPT.forEach(register -> code.emitShort(X64Row.PUSH, true, register, 0));
    code.emit(X64Row.SUB_IMM8, true, X64Operand.of(X64Registers.RSP), 8);
  }

  private static void restoreRegisters(X64Encoder code) {
    code.emit(X64Row.ADD_IMM8, true, X64Operand.of(X64Registers.RSP), 8);
    for (int i = KEPT.size() - 1; i >= 0; i--) {
      code.emitShort(X64Row.POP, true, KEPT.get(i), 0);
    }
  }
}
