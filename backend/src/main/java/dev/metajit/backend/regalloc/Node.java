package dev.metajit.backend.regalloc;

import java.util.ArrayList;
import java.util.List;

/**
 * One instruction as the allocator sees it: the roles of its operands. Values are numbered from 0;
 * each is written once, by the trace's entry or by one node.
 */
public final class Node {
  /** No value. */
  public static final int NONE = -1;

  /**
   * An operand that is read.
   *
   * @param late read after the result or a temporary is written, so that these may not share its
   *     register
   */
  public record Use(int value, Constraint constraint, boolean late) {}

  private final List<Use> uses = new ArrayList<>();
  private final List<Bank> temporaryBanks = new ArrayList<>();
  private final List<Register> clobbers = new ArrayList<>();
  private int[] exitValues = {};
  private int result = NONE;
  private Register fixedResult;
  private int resultSameAs = NONE;

  /** Reads the value; it may share a register with the result. */
  public Node use(int value, Constraint constraint) {
    uses.add(new Use(value, constraint, false));
    return this;
  }

  /** Reads the value also after the result or a temporary is written. */
  public Node useLate(int value, Constraint constraint) {
    uses.add(new Use(value, constraint, true));
    return this;
  }

  /** Writes the value to some register. */
  public Node result(int value) {
    result = value;
    return this;
  }

  /** Writes the value to this register. */
  public Node result(int value, Register register) {
    result = value;
    fixedResult = register;
    return this;
  }

  /** Writes the value to the register in which use {@code use} is read. */
  public Node resultSameAs(int value, int use) {
    result = value;
    resultSameAs = use;
    return this;
  }

  /** Needs a register to work in. */
  public Node temporary(Bank bank) {
    temporaryBanks.add(bank);
    return this;
  }

  /** Destroys this register. */
  public Node clobber(Register register) {
    clobbers.add(register);
    return this;
  }

  /**
   * Leaves the trace, perhaps, and then these values are read wherever they are; {@link #NONE}
   * entries are skipped.
   */
  public Node exit(int[] values) {
    exitValues = values;
    return this;
  }

  public List<Use> uses() {
    return uses;
  }

  public Use use(int index) {
    return uses.get(index);
  }

  /** The banks of the temporaries. */
  public List<Bank> temporaries() {
    return temporaryBanks;
  }

  public List<Register> clobbers() {
    return clobbers;
  }

  public int[] exitValues() {
    return exitValues;
  }

  /** The value that is written, or {@link #NONE}. */
  public int result() {
    return result;
  }

  /** The register that the result must be in, or null. */
  public Register fixedResult() {
    return fixedResult;
  }

  /** The use whose register the result takes, or {@link #NONE}. */
  public int resultSameAs() {
    return resultSameAs;
  }
}
