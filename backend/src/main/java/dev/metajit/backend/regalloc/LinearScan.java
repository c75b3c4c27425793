package dev.metajit.backend.regalloc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Linear scan over a straight trace (after Belady: what is needed last goes first). The scan itself
 * is {@link ScanRun}; here it is decided where a loop's inputs are at the loop's start. An input
 * that would be pushed out of its register in the middle of the loop is better off in memory from
 * the start, so the scan is repeated until no such input is left, and the cheapest result is taken.
 */
public final class LinearScan {
  private static final int MAX_RUNS = 4;
  private static final int KEPT_FREE = 2;

  private final Sequence sequence;
  private final RegisterSet registers;
  private final Set<Register> fixed = new HashSet<>();

  private LinearScan(Sequence sequence, RegisterSet registers) {
    this.sequence = sequence;
    this.registers = registers;
    for (Node node : sequence.nodes()) {
      fixed.addAll(node.clobbers());
      if (node.fixedResult() != null) {
        fixed.add(node.fixedResult());
      }
      for (Node.Use use : node.uses()) {
        if (use.constraint().fixed() != null) {
          fixed.add(use.constraint().fixed());
        }
      }
    }
  }

  /** Finds a place for every operand of the sequence. */
  public static Allocation allocate(Sequence sequence, RegisterSet registers) {
    LinearScan scan = new LinearScan(sequence, registers);
    return sequence.loop() ? scan.allocateLoop() : scan.allocateLine();
  }

  private Allocation allocateLine() {
    Location[] start = new Location[sequence.inputs().length];
    for (int i = 0; i < start.length; i++) {
      start[i] = Slot.ofTransfer(i);
    }
    return run(start).allocation();
  }

  private Allocation allocateLoop() {
    Location[] start = initialStart();
    ScanRun best = run(start);
    ScanRun latest = best;
    for (int i = 1; i < MAX_RUNS && !latest.evictedInputs().isEmpty(); i++) {
      start = toMemory(start, latest.evictedInputs());
      latest = run(start);
      if (latest.cost() < best.cost()) {
        best = latest;
      }
    }
    return best.allocation();
  }

  private ScanRun run(Location[] start) {
    return ScanRun.of(sequence, order(Bank.GENERAL), order(Bank.VECTOR), start);
  }

  /** Registers that some instruction insists on come last. */
  private List<Register> order(Bank bank) {
    List<Register> order = new ArrayList<>(registers.of(bank));
    order.removeAll(fixed);
    registers.of(bank).stream().filter(fixed::contains).forEach(order::add);
    return order;
  }

  private Location[] initialStart() {
    Intervals intervals = new Intervals(sequence, new boolean[jumpLength()]);
    Location[] start = new Location[sequence.inputs().length];
    for (Bank bank : Bank.values()) {
      List<Register> order = order(bank);
      List<Integer> wanting = inputsWantingRegisters(bank, intervals);
      int count = Math.min(wanting.size(), order.size() - KEPT_FREE);
      for (int i = 0; i < count; i++) {
        start[wanting.get(i)] = order.get(i);
      }
    }
    return fillWithSlots(start);
  }

  private int jumpLength() {
    return sequence.jump() == null ? 0 : sequence.jump().values().length;
  }

  /** Positions of the inputs that are used, most used first; those only handed around come last. */
  private List<Integer> inputsWantingRegisters(Bank bank, Intervals intervals) {
    List<Integer> wanting = new ArrayList<>();
    for (int i = 0; i < sequence.inputs().length; i++) {
      int value = sequence.inputs()[i];
      if (sequence.banks().get(value) == bank && intervals.realUseCount(value) > selfUse(i)) {
        wanting.add(i);
      }
    }
    wanting.sort((a, b) -> Integer.compare(uses(intervals, b), uses(intervals, a)));
    return wanting;
  }

  private int uses(Intervals intervals, int input) {
    return intervals.realUseCount(sequence.inputs()[input]) - selfUse(input);
  }

  /** 1 if the loop hands the input on to itself unchanged, which counts as a use of it. */
  private int selfUse(int input) {
    Sequence.Jump jump = sequence.jump();
    boolean self =
        jump != null && jump.targets() == null && jump.values()[input] == sequence.inputs()[input];
    return self ? 1 : 0;
  }

  private static Location[] toMemory(Location[] start, Set<Integer> inputs) {
    Location[] changed = start.clone();
    for (int i = 0; i < changed.length; i++) {
      if (inputs.contains(i) || changed[i] instanceof Slot) {
        changed[i] = null;
      }
    }
    return fillWithSlots(changed);
  }

  private static Location[] fillWithSlots(Location[] start) {
    int slots = 0;
    for (int i = 0; i < start.length; i++) {
      if (start[i] == null) {
        start[i] = new Slot(slots++);
      }
    }
    return start;
  }
}
