package dev.metajit.backend.regalloc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One pass of {@link LinearScan}, with the start's places given. */
final class ScanRun {
  private static final int MEMORY_COST = 3;

  private final Sequence sequence;
  private final Location[] start;
  private final Location[] jumpTargets;
  private final Intervals intervals;
  private final RegisterFile general;
  private final RegisterFile vector;
  private final Register[] registerOf;
  private final Slot[] slotOf;
  private final boolean[] inMemory;
  private final Register[] hints;
  private final SlotPool slots;
  private final List<Assignment> assignments = new ArrayList<>();
  private final Set<Integer> evictedInputs = new HashSet<>();
  private final int[] inputIndex;
  private List<Move> moves = new ArrayList<>();
  private int position;
  private int cost;
  private Allocation allocation;

  private ScanRun(
      Sequence sequence, List<Register> general, List<Register> vector, Location[] start) {
    this.sequence = sequence;
    this.start = start;
    this.jumpTargets = jumpTargets(sequence, start);
    boolean[] memory = new boolean[jumpTargets.length];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = jumpTargets[i] instanceof Slot;
    }
    this.intervals = new Intervals(sequence, memory);
    int count = sequence.banks().size();
    this.registerOf = new Register[count];
    this.slotOf = new Slot[count];
    this.inMemory = new boolean[count];
    this.hints = new Register[count];
    this.inputIndex = new int[count];
    Set<Register> wanted = new HashSet<>();
    collectHints(wanted);
    this.general = new RegisterFile(general, wanted);
    this.vector = new RegisterFile(vector, wanted);
    this.slots = new SlotPool(start);
  }

  static ScanRun of(
      Sequence sequence, List<Register> general, List<Register> vector, Location[] start) {
    ScanRun run = new ScanRun(sequence, general, vector, start);
    run.scan();
    return run;
  }

  private static Location[] jumpTargets(Sequence sequence, Location[] start) {
    if (sequence.jump() == null) {
      return new Location[0];
    }
    return sequence.jump().targets() == null ? start : sequence.jump().targets();
  }

  private void collectHints(Set<Register> wanted) {
    for (int i = 0; i < jumpTargets.length; i++) {
      int value = sequence.jump().values()[i];
      if (jumpTargets[i] instanceof Register register) {
        wanted.add(register);
        if (value != Node.NONE && hints[value] == null) {
          hints[value] = register;
        }
      }
    }
  }

  Allocation allocation() {
    return allocation;
  }

  /** A measure of how much is moved around. */
  int cost() {
    return cost;
  }

  /** Positions of inputs that started in a register and were pushed out to memory. */
  Set<Integer> evictedInputs() {
    return evictedInputs;
  }

  private void scan() {
    placeInputs();
    List<Node> nodes = sequence.nodes();
    for (position = 0; position < nodes.size(); position++) {
      assignments.add(process(nodes.get(position)));
    }
    List<Move> jump = jumpMoves();
    allocation = new Allocation(start, assignments, jump, jumpTargets, slots.used());
  }

  private void placeInputs() {
    Arrays.fill(inputIndex, Node.NONE);
    for (int i = 0; i < start.length; i++) {
      int value = sequence.inputs()[i];
      inputIndex[value] = i;
      if (start[i] instanceof Register register) {
        occupy(register, value);
      } else {
        slotOf[value] = (Slot) start[i];
        inMemory[value] = true;
      }
      if (intervals.last(value) < 0) {
        release(value);
      }
    }
  }

  private Assignment process(Node node) {
    moves = new ArrayList<>(2);
    slots.nextNode();
    general.unpinAll();
    vector.unpinAll();
    Location[] uses = new Location[node.uses().size()];
    pinFixed(node);
    placeFixed(node, uses);
    placeRegisters(node, uses);
    placeAnywhere(node, uses);
    Register same = node.resultSameAs() == Node.NONE ? null : copyForResult(node, uses);
    Register[] temporaries = placeTemporaries(node);
    Location[] exits = exitLocations(node.exitValues());
    releaseDying(node, uses);
    Register result = node.result() == Node.NONE ? null : placeResult(node, same);
    for (Move move : moves) {
      cost += cost(move);
    }
    return new Assignment(moves, uses, result, temporaries, exits);
  }

  private void pinFixed(Node node) {
    for (Node.Use use : node.uses()) {
      if (use.constraint().fixed() != null) {
        file(use.constraint().fixed()).pin(use.constraint().fixed());
      }
    }
    node.clobbers().forEach(register -> file(register).pin(register));
    if (node.fixedResult() != null) {
      file(node.fixedResult()).pin(node.fixedResult());
    }
  }

  private void placeFixed(Node node, Location[] uses) {
    for (int i = 0; i < uses.length; i++) {
      Node.Use use = node.use(i);
      Register fixed = use.constraint().fixed();
      if (fixed != null) {
        vacateUnless(fixed, use.value(), isOverwritten(node, fixed));
        if (registerOf[use.value()] != fixed && !isCopiedTo(use.value(), fixed)) {
          move(use.value(), locationOf(use.value()), fixed);
        }
        uses[i] = fixed;
      }
    }
    node.clobbers().forEach(register -> vacateUnless(register, fixedValue(node, register), true));
    if (node.fixedResult() != null) {
      vacateUnless(node.fixedResult(), fixedValue(node, node.fixedResult()), true);
    }
  }

  /** True if the node itself overwrites the register while it may still read its operands. */
  private static boolean isOverwritten(Node node, Register register) {
    return node.clobbers().contains(register) || node.fixedResult() == register;
  }

  private static int fixedValue(Node node, Register register) {
    for (Node.Use use : node.uses()) {
      if (use.constraint().fixed() == register) {
        return use.value();
      }
    }
    return Node.NONE;
  }

  private boolean isCopiedTo(int value, Register register) {
    for (Move move : moves) {
      if (move.value() == value && move.from() == register) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes the register free for this node, unless it holds the value that the node wants there
   * anyway and that is not needed later, or not overwritten. What is copied elsewhere is still in
   * the register when the node starts.
   */
  private void vacateUnless(Register register, int value, boolean overwritten) {
    int occupant = file(register).occupant(register);
    if (occupant == Node.NONE) {
      return;
    }
    boolean stays = occupant == value && (!overwritten || intervals.last(occupant) == position);
    if (!stays) {
      vacate(register, occupant);
    }
  }

  private void vacate(Register register, int occupant) {
    Register other = file(register).free(null);
    boolean wanted = intervals.nextRealUse(occupant, position - 1) != Intervals.NEVER;
    if (other != null && (wanted || !inMemory[occupant])) {
      move(occupant, register, other);
      file(register).clear(register);
      occupy(other, occupant);
    } else {
      evict(register);
    }
  }

  private void placeRegisters(Node node, Location[] uses) {
    for (int i = 0; i < uses.length; i++) {
      Register register = registerOf[node.use(i).value()];
      if (uses[i] == null && register != null && !isOverwritten(node, register)) {
        file(register).pin(register);
        uses[i] = register;
      }
    }
    for (int i = 0; i < uses.length; i++) {
      if (uses[i] == null && node.use(i).constraint().type() == Constraint.Type.REGISTER) {
        uses[i] = load(node.use(i).value());
      }
    }
  }

  private Register load(int value) {
    Register present = registerOf[value];
    if (present != null && file(present).isPinned(present) && !isReserved(present)) {
      return present;
    }
    Location from = locationOf(value);
    Register register = takeRegister(bank(value), hints[value]);
    move(value, from, register);
    if (present != null) {
      file(present).clear(present);
    }
    occupy(register, value);
    file(register).pin(register);
    return register;
  }

  private boolean isReserved(Register register) {
    return isOverwritten(sequence.nodes().get(position), register);
  }

  private void placeAnywhere(Node node, Location[] uses) {
    for (int i = 0; i < uses.length; i++) {
      if (uses[i] == null) {
        uses[i] = anywhere(node, i);
      }
    }
  }

  private Location anywhere(Node node, int index) {
    int value = node.use(index).value();
    boolean neededSoon = intervals.nextRealUse(value, position) != Intervals.NEVER;
    boolean mustLoad = node.resultSameAs() == index || registerOf[value] != null;
    if (!mustLoad && !(neededSoon && file(bank(value)).free(null) != null)) {
      cost++;
      return slotOf[value];
    }
    return node.resultSameAs() == index && registerOf[value] == null ? slotOf[value] : load(value);
  }

  /** Gets the operand that the result will overwrite into a register of its own. */
  private Register copyForResult(Node node, Location[] uses) {
    int index = node.resultSameAs();
    int value = node.use(index).value();
    boolean dies = intervals.last(value) == position && !isReadLate(node, index, value);
    if (dies && uses[index] instanceof Register register) {
      return register;
    }
    Register register = takeRegister(bank(value), hints[node.result()]);
    move(value, uses[index], register);
    file(register).pin(register);
    uses[index] = register;
    return register;
  }

  private static boolean isReadLate(Node node, int index, int value) {
    for (int i = 0; i < node.uses().size(); i++) {
      if (i != index && node.use(i).value() == value && node.use(i).late()) {
        return true;
      }
    }
    return false;
  }

  private Register[] placeTemporaries(Node node) {
    Register[] temporaries = new Register[node.temporaries().size()];
    for (int i = 0; i < temporaries.length; i++) {
      temporaries[i] = takeRegister(node.temporaries().get(i), null);
      file(temporaries[i]).pin(temporaries[i]);
    }
    return temporaries;
  }

  private Location[] exitLocations(int[] values) {
    Location[] locations = new Location[values.length];
    for (int i = 0; i < values.length; i++) {
      locations[i] = values[i] == Node.NONE ? null : locationOf(values[i]);
    }
    return locations;
  }

  private void releaseDying(Node node, Location[] uses) {
    for (int value : intervals.dyingAt(position)) {
      if (value != node.result()) {
        release(value);
      }
    }
    for (int i = 0; i < uses.length; i++) {
      Node.Use use = node.use(i);
      boolean dies = intervals.last(use.value()) == position;
      if (dies && !use.late() && i != node.resultSameAs() && uses[i] instanceof Register register) {
        file(register).unpin(register);
      }
    }
    for (int i = 0; i < uses.length; i++) {
      if (node.use(i).late() && uses[i] instanceof Register register) {
        file(register).pin(register);
      }
    }
    node.clobbers().forEach(register -> file(register).pin(register));
  }

  private Register placeResult(Node node, Register same) {
    Register register = node.fixedResult() != null ? node.fixedResult() : same;
    if (register == null) {
      register = takeRegister(bank(node.result()), hints[node.result()]);
    }
    occupy(register, node.result());
    if (intervals.last(node.result()) == position) {
      release(node.result());
    }
    return register;
  }

  private List<Move> jumpMoves() {
    moves = new ArrayList<>();
    for (int i = 0; i < jumpTargets.length; i++) {
      int value = sequence.jump().values()[i];
      if (value != Node.NONE) {
        Location target = jumpTargets[i];
        boolean there = inMemory[value] && target.equals(slotOf[value]);
        Location from = there ? target : locationOf(value);
        if (!from.equals(target)) {
          moves.add(new Move(value, from, target));
        }
      }
    }
    moves.forEach(move -> cost += cost(move));
    return moves;
  }

  private static int cost(Move move) {
    int from = move.from() instanceof Slot ? MEMORY_COST : 0;
    int to = move.to() instanceof Slot ? MEMORY_COST : 0;
    return 1 + from + to;
  }

  /** An unpinned register, empty now; somebody may have been pushed out of it. */
  private Register takeRegister(Bank bank, Register hint) {
    Register free = file(bank).free(hint);
    if (free != null) {
      return free;
    }
    Register victim = file(bank).victim(value -> evictionRank(value));
    evict(victim);
    return victim;
  }

  private long evictionRank(int value) {
    long rank = 2L * intervals.nextRealUse(value, position);
    return inMemory[value] ? rank + 1 : rank;
  }

  private void evict(Register register) {
    int value = file(register).occupant(register);
    if (!inMemory[value]) {
      if (slotOf[value] == null) {
        slotOf[value] = slots.take();
      }
      move(value, register, slotOf[value]);
      inMemory[value] = true;
    }
    if (inputIndex[value] != Node.NONE && start[inputIndex[value]] instanceof Register) {
      evictedInputs.add(inputIndex[value]);
    }
    file(register).clear(register);
    registerOf[value] = null;
  }

  private void occupy(Register register, int value) {
    registerOf[value] = register;
    file(register).occupy(register, value);
  }

  private void release(int value) {
    if (registerOf[value] != null) {
      file(registerOf[value]).clear(registerOf[value]);
      registerOf[value] = null;
    }
    if (slotOf[value] != null && slotOf[value].index() >= 0) {
      slots.giveBack(slotOf[value]);
      slotOf[value] = null;
    }
    inMemory[value] = false;
  }

  private void move(int value, Location from, Location to) {
    moves.add(new Move(value, from, to));
  }

  private Location locationOf(int value) {
    return registerOf[value] != null ? registerOf[value] : slotOf[value];
  }

  private Bank bank(int value) {
    return sequence.banks().get(value);
  }

  private RegisterFile file(Bank bank) {
    return bank == Bank.GENERAL ? general : vector;
  }

  private RegisterFile file(Register register) {
    return file(register.bank());
  }
}
