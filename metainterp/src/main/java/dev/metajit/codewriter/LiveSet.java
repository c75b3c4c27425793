package dev.metajit.codewriter;

import dev.metajit.trace.Kind;
import java.util.Arrays;

/**
 * The live registers at a point of a {@link JitCode}, in rising order, with the kinds of what they
 * hold there. The arrays are shared: do not write to them.
 *
 * @param registers the registers
 * @param kinds the kind of each
 */
public record LiveSet(int[] registers, Kind[] kinds) {
  /** No register is live. */
  public static final LiveSet EMPTY = new LiveSet(new int[0], new Kind[0]);

  /** How many registers are live. */
  public int size() {
    return registers.length;
  }

  /** True if the register is live. */
  public boolean contains(int register) {
    return Arrays.binarySearch(registers, register) >= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LiveSet that
        && Arrays.equals(registers, that.registers)
        && Arrays.equals(kinds, that.kinds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(registers) * 31 + Arrays.hashCode(kinds);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < registers.length; i++) {
      text.append(i == 0 ? "" : " ").append(kinds[i].letter()).append(registers[i]);
    }
    return text.toString();
  }
}
