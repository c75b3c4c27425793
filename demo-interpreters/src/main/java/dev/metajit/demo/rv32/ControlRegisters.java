package dev.metajit.demo.rv32;

/**
 * The control and status registers of machine mode, as far as synchronous traps need them, and two
 * clocks.
 */
final class ControlRegisters {
  private static final int MSTATUS = 0x300;
  private static final int MISA = 0x301;
  private static final int MIE = 0x304;
  private static final int MTVEC = 0x305;
  private static final int MSCRATCH = 0x340;
  private static final int MEPC = 0x341;
  private static final int MCAUSE = 0x342;
  private static final int MTVAL = 0x343;
  private static final int MIP = 0x344;
  private static final int CYCLE = 0xc00;
  private static final int TIME = 0xc01;
  private static final int CYCLE_HIGH = 0xc80;
  private static final int TIME_HIGH = 0xc81;
  private static final int MVENDORID = 0xf11;
  private static final int MHARTID = 0xf14;

  /** RV32 with extensions I and M. */
  private static final int ISA = 1 << 30 | 1 << 'I' - 'A' | 1 << 'M' - 'A';

  private static final int INTERRUPTS_ENABLED = 1 << 3;
  private static final int PREVIOUSLY_ENABLED = 1 << 7;
  private static final int PREVIOUS_MODE_MACHINE = 3 << 11;

  /** Registers whose number has these bits cannot be written. */
  private static final int READ_ONLY = 3 << 10;

  /** In funct3: the operand is the instruction's rs1 field itself. */
  private static final int IMMEDIATE = 4;

  private static final int WRITE = 1;
  private static final int SET_BITS = 2;

  private int status = PREVIOUS_MODE_MACHINE;
  private int interruptEnable;
  private int trapVector;
  private int scratch;
  private int trapPc;
  private int trapCause;
  private int trapValue;

  /**
   * Executes a csr instruction.
   *
   * @param operation kind of access and register number, see {@link Decoder#csr}
   * @param field the instruction's rs1 field
   * @param register the value of register rs1
   * @return the register's old value
   * @throws Trap if there is no such register, or it cannot be written
   */
  int access(int operation, int field, int register) {
    int number = Decoder.csr(operation);
    int access = Decoder.csrAccess(operation);
    int operand = access >= IMMEDIATE ? field : register;
    int kind = access & ~IMMEDIATE;
    int old = read(number);
    if (kind == WRITE) {
      write(number, operand);
    } else if (field != 0) {
      write(number, kind == SET_BITS ? old | operand : old & ~operand);
    }
    return old;
  }

  private int read(int number) {
    return switch (number) {
      case MSTATUS -> status;
      case MISA -> ISA;
      case MIE -> interruptEnable;
      case MTVEC -> trapVector;
      case MSCRATCH -> scratch;
      case MEPC -> trapPc;
      case MCAUSE -> trapCause;
      case MTVAL -> trapValue;
      case CYCLE, TIME -> (int) System.nanoTime();
      case CYCLE_HIGH, TIME_HIGH -> (int) (System.nanoTime() >> 32);
      default -> {
        if (number == MIP || number >= MVENDORID && number <= MHARTID) {
          yield 0;
        }
        throw illegal(number);
      }
    };
  }

  private void write(int number, int value) {
    if ((number & READ_ONLY) == READ_ONLY) {
      throw illegal(number);
    }
    switch (number) {
      case MSTATUS ->
          status = PREVIOUS_MODE_MACHINE | value & (INTERRUPTS_ENABLED | PREVIOUSLY_ENABLED);
      case MIE -> interruptEnable = value;
      case MTVEC -> trapVector = value & ~2;
      case MSCRATCH -> scratch = value;
      case MEPC -> trapPc = value & ~3;
      case MCAUSE -> trapCause = value;
      case MTVAL -> trapValue = value;
      default -> {} // misa and mip cannot be changed
    }
  }

  /**
   * The trap's value should be the instruction; the register's number says more to a reader of the
   * message.
   */
  private static Trap illegal(int number) {
    return new Trap(Trap.Cause.ILLEGAL_INSTRUCTION, number);
  }

  /**
   * Takes a trap and returns the address of the guest's handler.
   *
   * @param pc the address of the instruction that trapped
   * @throws GuestException if there is no handler
   */
  int enterTrap(Trap trap, int pc, Memory memory) {
    int handler = trapVector & ~3;
    if (trapVector == 0 || !memory.contains(handler)) {
      throw new GuestException(
          "trap: %s (cause %d, value 0x%08x) at pc 0x%08x"
              .formatted(trap.cause.text, trap.cause.number, trap.value, pc));
    }
    trapPc = pc;
    trapCause = trap.cause.number;
    trapValue = trap.value;
    boolean enabled = (status & INTERRUPTS_ENABLED) != 0;
    status = PREVIOUS_MODE_MACHINE | (enabled ? PREVIOUSLY_ENABLED : 0);
    return handler;
  }

  /** Leaves the handler and returns the address to go on at. */
  int returnFromTrap() {
    boolean enabled = (status & PREVIOUSLY_ENABLED) != 0;
    status = PREVIOUS_MODE_MACHINE | PREVIOUSLY_ENABLED | (enabled ? INTERRUPTS_ENABLED : 0);
    return trapPc;
  }
}
