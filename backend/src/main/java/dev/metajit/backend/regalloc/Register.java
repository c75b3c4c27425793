package dev.metajit.backend.regalloc;

/** A register, by the number that the CPU's encoding gives it. Interned: {@code ==} compares. */
public final class Register implements Location {
  /** More than any bank has. */
  public static final int MAX_PER_BANK = 32;

  private static final Register[] GENERAL = make(Bank.GENERAL);
  private static final Register[] VECTOR = make(Bank.VECTOR);

  private final Bank bank;
  private final int number;

  private Register(Bank bank, int number) {
    this.bank = bank;
    this.number = number;
  }

  private static Register[] make(Bank bank) {
    Register[] registers = new Register[MAX_PER_BANK];
    for (int i = 0; i < MAX_PER_BANK; i++) {
      registers[i] = new Register(bank, i);
    }
    return registers;
  }

  /** The register of this bank and number. */
  public static Register of(Bank bank, int number) {
    return (bank == Bank.GENERAL ? GENERAL : VECTOR)[number];
  }

  public Bank bank() {
    return bank;
  }

  public int number() {
    return number;
  }

  @Override
  public String toString() {
    return (bank == Bank.GENERAL ? "g" : "v") + number;
  }
}
