package dev.metajit.backend.x64;

import dev.metajit.backend.memory.CodeBlock;
import dev.metajit.backend.memory.CodeMemory;
import dev.metajit.backend.memory.NativeEntry;
import dev.metajit.backend.memory.NativeFrame;
import dev.metajit.backend.regalloc.Register;

/**
 * What the CPU can do beyond the x86-64 baseline.
 *
 * @param sse41 {@code roundsd}
 * @param popcnt {@code popcnt}
 * @param lzcnt {@code lzcnt}
 * @param bmi1 {@code tzcnt}
 * @param bmi2 shifts by any register
 */
record X64Features(boolean sse41, boolean popcnt, boolean lzcnt, boolean bmi1, boolean bmi2) {
  /** What every x86-64 CPU has. */
  static final X64Features BASELINE = new X64Features(false, false, false, false, false);

  private static final int STANDARD = 1;
  private static final int STRUCTURED = 7;
  private static final int EXTENDED_MAXIMUM = 0x80000000;
  private static final int EXTENDED = 0x80000001;
  private static final Register[] RESULTS = {
    X64Registers.RAX, X64Registers.RBX, X64Registers.RCX, X64Registers.RDX
  };

  /** Asks the CPU. */
  static X64Features detect(CodeMemory memory) {
    int ecx1 = cpuid(memory, STANDARD)[2];
    int ebx7 = cpuid(memory, 0)[0] < STRUCTURED ? 0 : cpuid(memory, STRUCTURED)[1];
    boolean extended = Integer.compareUnsigned(cpuid(memory, EXTENDED_MAXIMUM)[0], EXTENDED) >= 0;
    int ecxExtended = extended ? cpuid(memory, EXTENDED)[2] : 0;
    return new X64Features(
        bit(ecx1, 19), bit(ecx1, 23), bit(ecxExtended, 5), bit(ebx7, 3), bit(ebx7, 8));
  }

  private static boolean bit(int word, int number) {
    return (word >> number & 1) != 0;
  }

  /** {@code eax, ebx, ecx, edx} of {@code cpuid} with this leaf, subleaf 0. */
  private static int[] cpuid(CodeMemory memory, int leaf) {
    X64Encoder code = new X64Encoder(null);
    code.emitShort(X64Row.MOV_IMM32, false, X64Registers.RAX, leaf);
    code.emit(X64Row.XOR, false, X64Registers.RCX, X64Registers.RCX);
    code.emit(X64Row.CPUID);
    for (int i = 0; i < RESULTS.length; i++) {
      code.emit(X64Row.MOV_TO, false, RESULTS[i], X64Moves.transfer(i));
    }
    code.emit(X64Row.RET);
    byte[] bytes = code.finish();
    CodeBlock block = memory.allocate(bytes.length);
    block.write(0, bytes, bytes.length);
    NativeFrame frame = NativeFrame.current();
    NativeEntry.enter(NativeEntry.Mode.NATIVE, block.executable(), frame.address());
    int[] results = new int[RESULTS.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = (int) frame.value(i);
    }
    memory.free(block, () -> {});
    return results;
  }
}
