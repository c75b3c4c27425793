package dev.metajit.demo.rv32;

import static dev.metajit.demo.rv32.Assembler.EBREAK;
import static dev.metajit.demo.rv32.Assembler.ECALL;
import static dev.metajit.demo.rv32.Assembler.FENCE_I;
import static dev.metajit.demo.rv32.Assembler.MRET;
import static dev.metajit.demo.rv32.Assembler.RET;
import static dev.metajit.demo.rv32.Assembler.addi;
import static dev.metajit.demo.rv32.Assembler.auipc;
import static dev.metajit.demo.rv32.Assembler.branch;
import static dev.metajit.demo.rv32.Assembler.csr;
import static dev.metajit.demo.rv32.Assembler.immediate;
import static dev.metajit.demo.rv32.Assembler.jal;
import static dev.metajit.demo.rv32.Assembler.jalr;
import static dev.metajit.demo.rv32.Assembler.load;
import static dev.metajit.demo.rv32.Assembler.lui;
import static dev.metajit.demo.rv32.Assembler.register;
import static dev.metajit.demo.rv32.Assembler.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTest {
  private static final int BASE = 0x10000;
  private static final int DATA = BASE + 0x1000;
  private static final int BYTES = 0x4000;
  private static final int EXIT = 93;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Memory memory = new Memory(BASE, BYTES);
  private final int[] start = new int[32];
  private SystemCalls systemCalls;

  /** Runs instructions, then exits; returns the registers. */
  private int[] run(int... instructions) {
    int[] program = Arrays.copyOf(instructions, instructions.length + 2);
    program[instructions.length] = addi(17, 0, EXIT);
    program[instructions.length + 1] = ECALL;
    for (int i = 0; i < program.length; i++) {
      memory.storeWord(BASE + 4 * i, program[i]);
    }
    CodeCache codeCache = new CodeCache(memory, new CodeLibrary());
    codeCache.add(BASE, 4 * program.length);
    PrintStream out = new PrintStream(output, true);
    ByteArrayInputStream in = new ByteArrayInputStream(new byte[] {'i', 'n'});
    systemCalls = new SystemCalls(memory, in, out, out, DATA + 64, DATA + 256);
    Cpu cpu = new Cpu(memory, codeCache, systemCalls);
    System.arraycopy(start, 0, cpu.registers, 0, 32);
    cpu.run(BASE);
    return cpu.registers;
  }

  private int operation(int funct7, int funct3, int first, int second) {
    start[5] = first;
    start[6] = second;
    return run(register(funct7, funct3, 7, 5, 6))[7];
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0x7fffffff, 1, 0x80000000",
    "0x20, 0, 0x80000000, 1, 0x7fffffff",
    "0, 1, 1, 31, 0x80000000",
    "0, 1, 1, 32, 1",
    "0, 1, 1, 33, 2",
    "0, 2, 0x80000000, 1, 1",
    "0, 2, 1, 1, 0",
    "0, 3, 0x80000000, 1, 0",
    "0, 3, 1, 0xffffffff, 1",
    "0, 4, 0xff00ff00, 0x0ff00ff0, 0xf0f0f0f0",
    "0, 5, 0x80000000, 31, 1",
    "0, 5, 0x80000000, 32, 0x80000000",
    "0x20, 5, 0x80000000, 31, 0xffffffff",
    "0x20, 5, 0x80000000, 36, 0xf8000000",
    "0, 6, 0xff00ff00, 0x0ff00ff0, 0xfff0fff0",
    "0, 7, 0xff00ff00, 0x0ff00ff0, 0x0f000f00"
  })
  void registerOperations(String funct7, int funct3, String first, String second, String expected) {
    assertThat(operation(Integer.decode(funct7), funct3, word(first), word(second)))
        .isEqualTo(word(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x10000, 0x10000, 0",
    "0, 0xffffffff, 0xffffffff, 1",
    "1, 0x80000000, 0x80000000, 0x40000000",
    "1, 0xffffffff, 0xffffffff, 0",
    "1, 0xffffffff, 1, 0xffffffff",
    "2, 0xffffffff, 0xffffffff, 0xffffffff",
    "2, 0x80000000, 0xffffffff, 0x80000000",
    "2, 1, 0x80000000, 0",
    "2, 0x7fffffff, 0xffffffff, 0x7ffffffe",
    "3, 0xffffffff, 0xffffffff, 0xfffffffe",
    "3, 0x80000000, 2, 1",
    "4, 7, 0xfffffffe, 0xfffffffd",
    "4, 0xfffffff9, 2, 0xfffffffd",
    "4, 5, 0, 0xffffffff",
    "4, 0x80000000, 0xffffffff, 0x80000000",
    "5, 0xfffffff9, 2, 0x7ffffffc",
    "5, 5, 0, 0xffffffff",
    "5, 0x80000000, 0xffffffff, 0",
    "5, 0xffffffff, 0x80000000, 1",
    "6, 7, 0xfffffffe, 1",
    "6, 0xfffffff9, 2, 0xffffffff",
    "6, 5, 0, 5",
    "6, 0x80000000, 0xffffffff, 0",
    "7, 0xfffffff9, 2, 1",
    "7, 0xfffffff9, 0, 0xfffffff9",
    "7, 0x80000000, 0xffffffff, 0x80000000"
  })
  void multiplicationAndDivision(int funct3, String first, String second, String expected) {
    assertThat(operation(1, funct3, word(first), word(second))).isEqualTo(word(expected));
  }

  private static int word(String text) {
    return Long.decode(text).intValue();
  }

  @Test
  void immediateOperations() {
    start[5] = -16;
    int[] x =
        run(
            addi(6, 5, -2048),
            immediate(2, 7, 5, -15),
            immediate(3, 8, 5, -15),
            immediate(4, 9, 5, -1),
            immediate(6, 18, 5, 15),
            immediate(7, 19, 5, 0x7f0),
            immediate(1, 20, 5, 4),
            immediate(5, 21, 5, 4),
            immediate(5, 22, 5, 0x400 | 4));
    assertThat(Arrays.copyOfRange(x, 6, 10)).containsExactly(-2064, 1, 1, 15);
    assertThat(Arrays.copyOfRange(x, 18, 23)).containsExactly(-1, 0x7f0, -256, 0x0fffffff, -1);
  }

  @Test
  void upperImmediates() {
    int[] x = run(lui(5, 0xfffff000), auipc(6, 0x12345000), addi(0, 0, 7));
    assertThat(x[5]).isEqualTo(0xfffff000);
    assertThat(x[6]).isEqualTo(0x12345000 + BASE + 4);
    assertThat(x[0]).as("x0 is never written").isZero();
  }

  @Test
  void loadsExtendAsTheirNameSays() {
    memory.storeWord(DATA, 0x8081f2f3);
    start[5] = DATA + 4;
    int[] x =
        run(
            load(0, 6, 5, -4),
            load(1, 7, 5, -4),
            load(2, 8, 5, -4),
            load(4, 9, 5, -1),
            load(5, 18, 5, -2),
            load(0, 19, 5, -1));
    assertThat(Arrays.copyOfRange(x, 6, 10)).containsExactly(-13, -3341, 0x8081f2f3, 0x80);
    assertThat(x[18]).isEqualTo(0x8081);
    assertThat(x[19]).isEqualTo(-128);
  }

  @Test
  void storesChangeOnlyTheirBytes() {
    memory.storeWord(DATA, 0x11111111);
    memory.storeWord(DATA + 4, 0x22222222);
    memory.storeWord(DATA + 8, 0x33333333);
    start[5] = DATA;
    start[6] = 0xaabbccdd;
    run(store(0, 6, 5, 3), store(1, 6, 5, 6), store(2, 6, 5, 8));
    assertThat(memory.loadWord(DATA)).isEqualTo(0xdd111111);
    assertThat(memory.loadWord(DATA + 4)).isEqualTo(0xccdd2222);
    assertThat(memory.loadWord(DATA + 8)).isEqualTo(0xaabbccdd);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, true", "0, 1, 2, false", "1, 1, 2, true", "1, 2, 2, false",
    "4, -1, 1, true", "4, 1, 1, false", "5, 1, 1, true", "5, -1, 1, false",
    "6, 1, -1, true", "6, -1, 1, false", "7, -1, 1, true", "7, 1, -1, false"
  })
  void branches(int funct3, int first, int second, boolean taken) {
    start[5] = first;
    start[6] = second;
    int[] x = run(branch(funct3, 5, 6, 8), addi(7, 0, 1));
    assertThat(x[7]).isEqualTo(taken ? 0 : 1);
  }

  @Test
  void backwardBranch() {
    int[] x = run(addi(5, 0, 10), addi(6, 6, 3), addi(5, 5, -1), branch(1, 5, 0, -8));
    assertThat(x[6]).isEqualTo(30);
  }

  @Test
  void callsAndReturns() {
    int[] x = run(jal(1, 12), addi(6, 6, 1), jal(0, 12), addi(5, 0, 9), RET);
    assertThat(x[5]).isEqualTo(9);
    assertThat(x[6]).isEqualTo(1);
    assertThat(x[1]).isEqualTo(BASE + 4);
  }

  @Test
  void jumpReadsItsRegisterBeforeItWritesTheLinkAndClearsTheLowestBit() {
    start[1] = BASE + 9;
    int[] x = run(jalr(1, 1, 0), addi(5, 0, 1), addi(6, 0, 1));
    assertThat(x[5]).isZero();
    assertThat(x[6]).isEqualTo(1);
    assertThat(x[1]).isEqualTo(BASE + 4);
  }

  @Test
  void systemCalls() {
    memory.storeWord(DATA, 'h' | 'i' << 8 | '!' << 16);
    start[10] = 1;
    start[11] = DATA;
    start[12] = 3;
    int[] x = run(addi(17, 0, 64), ECALL, addi(5, 10, 0), addi(10, 0, 300));
    assertThat(output).hasToString("hi!");
    assertThat(x[5]).isEqualTo(3);
    assertThat(systemCalls.exitStatus()).isEqualTo(300 & 0xff);
  }

  @Test
  void systemCallsReport() {
    start[10] = 7;
    assertThat(run(addi(17, 0, 64), ECALL, addi(5, 10, 0))[5]).as("bad file").isEqualTo(-9);
    assertThat(run(addi(17, 0, 999), ECALL, addi(5, 10, 0))[5]).as("no call").isEqualTo(-38);
    start[10] = 1;
    start[11] = 0x100;
    start[12] = 3;
    assertThat(run(addi(17, 0, 64), ECALL, addi(5, 10, 0))[5]).as("address").isEqualTo(-14);
    start[10] = DATA + 128;
    assertThat(run(addi(17, 0, 214), ECALL, addi(5, 10, 0))[5]).isEqualTo(DATA + 128);
    start[10] = DATA + 1024;
    assertThat(run(addi(17, 0, 214), ECALL, addi(5, 10, 0))[5]).isEqualTo(DATA + 64);
  }

  @Test
  void readsStandardInput() {
    start[11] = DATA;
    start[12] = 10;
    int[] x = run(addi(17, 0, 63), ECALL, addi(5, 10, 0), addi(10, 0, 0), ECALL, addi(6, 10, 0));
    assertThat(x[5]).isEqualTo(2);
    assertThat(x[6]).as("at the end").isZero();
    assertThat(memory.loadHalf(DATA)).isEqualTo('i' | 'n' << 8);
  }

  @Test
  void trapsWithoutHandlerAreReported() {
    assertTrap("misaligned load (cause 4, value 0x00000001) at pc 0x00010000", load(2, 5, 0, 1));
    assertTrap("load outside the memory (cause 5, value 0x00000000)", load(4, 5, 0, 0));
    assertTrap("misaligned store (cause 6, value 0x00000002)", store(2, 5, 0, 2));
    assertTrap("store outside the memory (cause 7, value 0xfffffffc)", store(2, 5, 0, -4));
    assertTrap("illegal instruction (cause 2, value 0x00000000)", 0);
    assertTrap("illegal instruction (cause 2, value 0xffffffff)", -1);
    assertTrap("illegal instruction (cause 2, value 0x00004501)", 0x4501);
    assertTrap("breakpoint (cause 3, value 0x00010000)", EBREAK);
    assertTrap("instruction outside the memory (cause 1, value 0x00000000)", jalr(0, 0, 0));
    assertTrap("misaligned instruction address (cause 0, value 0x00010006)", jal(0, 6));
    assertTrap("misaligned instruction address", branch(0, 0, 0, 6));
    assertTrap("misaligned instruction address (cause 0, value 0x00000002)", jalr(0, 0, 2));
  }

  @Test
  void branchesNotTakenDoNotTrap() {
    assertThat(run(branch(1, 0, 0, 6), addi(5, 0, 1))[5]).isEqualTo(1);
  }

  @Test
  void encodingsThatAreNotDefinedAreIllegal() {
    assertTrap("illegal", register(2, 0, 5, 5, 5));
    assertTrap("illegal", register(0x20, 1, 5, 5, 5));
    assertTrap("illegal", immediate(1, 5, 5, 0x401));
    assertTrap("illegal", immediate(5, 5, 5, 0x201));
    assertTrap("illegal", load(3, 5, 5, 0));
    assertTrap("illegal", load(7, 5, 5, 0));
    assertTrap("illegal", store(3, 5, 5, 0));
    assertTrap("illegal", branch(2, 5, 5, 8));
    assertTrap("illegal", 0x00001067);
    assertTrap("illegal", 0x00002073 | 4 << 12);
    assertTrap("illegal", csr(2, 5, 0x7c0, 0));
    assertTrap("illegal", csr(1, 0, 0xf14, 0));
  }

  private void assertTrap(String message, int instruction) {
    assertThatThrownBy(() -> run(instruction))
        .isInstanceOf(GuestException.class)
        .hasMessageContaining(message);
  }

  @Test
  void handlerTakesTheTrapAndReturns() {
    int[] x =
        run(
            auipc(5, 0),
            addi(5, 5, 28),
            csr(1, 0, 0x305, 5),
            load(2, 6, 0, 1),
            addi(7, 0, 5),
            jal(0, 32),
            0,
            csr(2, 28, 0x342, 0),
            csr(2, 29, 0x343, 0),
            csr(2, 30, 0x341, 0),
            addi(31, 30, 4),
            csr(1, 0, 0x341, 31),
            MRET);
    assertThat(x[28]).as("mcause").isEqualTo(4);
    assertThat(x[29]).as("mtval").isEqualTo(1);
    assertThat(x[30]).as("mepc").isEqualTo(BASE + 12);
    assertThat(x[7]).isEqualTo(5);
  }

  @Test
  void controlRegistersSetAndClearBits() {
    start[5] = 0xff;
    start[6] = 0x0f;
    int[] x =
        run(
            csr(1, 7, 0x340, 5),
            csr(3, 8, 0x340, 6),
            csr(6, 9, 0x340, 1),
            csr(7, 18, 0x340, 0x10),
            csr(5, 19, 0x340, 21),
            csr(2, 20, 0x340, 0),
            csr(2, 21, 0xf14, 0),
            csr(2, 22, 0x301, 0));
    assertThat(Arrays.copyOfRange(x, 7, 10)).containsExactly(0, 0xff, 0xf0);
    assertThat(Arrays.copyOfRange(x, 18, 23)).containsExactly(0xf1, 0xe1, 21, 0, 0x40001100);
  }

  @Test
  void changedCodeIsSeenAfterTheFence() {
    start[5] = BASE + 16;
    start[6] = addi(7, 0, 2);
    int[] x = run(store(2, 6, 5, 0), FENCE_I, addi(0, 0, 0), addi(0, 0, 0), addi(7, 0, 1));
    assertThat(x[7]).isEqualTo(2);
  }

  @Test
  void changedCodeNeedNotBeSeenBeforeTheFence() {
    start[5] = BASE + 12;
    start[6] = addi(7, 0, 2);
    int[] x = run(store(2, 6, 5, 0), addi(0, 0, 0), addi(0, 0, 0), addi(7, 0, 1));
    assertThat(x[7]).isEqualTo(1);
  }

  @Test
  void codeOutsideTheSegmentsRuns() {
    memory.storeWord(DATA, addi(7, 7, 3));
    memory.storeWord(DATA + 4, RET);
    start[5] = DATA;
    start[6] = addi(7, 7, 30);
    int[] x = run(jalr(1, 5, 0), store(2, 6, 5, 0), FENCE_I, jalr(1, 5, 0));
    assertThat(x[7]).isEqualTo(33);
  }

  @Test
  void codeAcrossTwoPagesRuns() {
    memory.storeWord(DATA + 4092, addi(7, 7, 3));
    memory.storeWord(DATA + 4096, RET);
    start[5] = DATA + 4092;
    assertThat(run(jalr(1, 5, 0))[7]).isEqualTo(3);
  }
}
