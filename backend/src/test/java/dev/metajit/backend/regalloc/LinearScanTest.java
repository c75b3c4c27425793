package dev.metajit.backend.regalloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The allocator and its checker, each against the other. */
class LinearScanTest {
  private static final RegisterSet FEW = registers(6, 5);

  static LongStream seeds() {
    Long seed = Long.getLong("metajit.random.seed");
    return seed != null
        ? LongStream.of(seed)
        : LongStream.range(0, Integer.getInteger("metajit.random.count", 2000));
  }

  private static RegisterSet registers(int general, int vector) {
    return new RegisterSet(
        IntStream.range(0, general).mapToObj(i -> Register.of(Bank.GENERAL, i)).toList(),
        IntStream.range(0, vector).mapToObj(i -> Register.of(Bank.VECTOR, i)).toList());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void passesTheChecker(long seed) {
    Sequence sequence = new RandomSequence(seed).make();
    Allocation allocation = LinearScan.allocate(sequence, FEW);
    AllocationChecker.check(sequence, allocation, FEW);
  }

  /** A wrong place for any operand is noticed. */
  @ParameterizedTest
  @MethodSource("seeds")
  void mistakesAreFound(long seed) {
    Sequence sequence = new RandomSequence(seed).make();
    Allocation allocation = LinearScan.allocate(sequence, FEW);
    Random random = new Random(seed);
    int position = random.nextInt(sequence.nodes().size());
    Assignment assignment = allocation.assignments().get(position);
    if (assignment.uses().length == 0) {
      return;
    }
    int use = random.nextInt(assignment.uses().length);
    assignment.uses()[use] = new Slot(1_000_000);
    assertThatThrownBy(() -> AllocationChecker.check(sequence, allocation, FEW))
        .as("seed %d", seed)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("node " + position);
  }

  /** {@code i += 1} and a sum: all stays in registers, and the back-edge moves nothing. */
  @Test
  void smallLoopsStayInRegisters() {
    List<Bank> banks = List.of(Bank.GENERAL, Bank.GENERAL, Bank.GENERAL, Bank.GENERAL);
    Node sum = new Node().use(1, Constraint.ANY).use(0, Constraint.ANY).resultSameAs(2, 0);
    Node next = new Node().use(0, Constraint.ANY).resultSameAs(3, 0);
    Sequence.Jump jump = new Sequence.Jump(new int[] {3, 2}, null);
    Sequence sequence = new Sequence(banks, new int[] {0, 1}, true, List.of(sum, next), jump);
    Allocation allocation = LinearScan.allocate(sequence, FEW);
    AllocationChecker.check(sequence, allocation, FEW);
    assertThat(allocation.start()).allMatch(Register.class::isInstance);
    assertThat(allocation.jump()).isEmpty();
    assertThat(allocation.assignments()).allMatch(assignment -> assignment.moves().isEmpty());
    assertThat(allocation.spillSlots()).isZero();
  }

  /** Values that only exits want take no register and are not moved. */
  @Test
  void whatOnlyExitsWantIsInMemory() {
    List<Bank> banks = List.of(Bank.GENERAL, Bank.GENERAL, Bank.GENERAL);
    Node next = new Node().use(0, Constraint.ANY).resultSameAs(2, 0);
    Node guard = new Node().use(2, Constraint.ANY).exit(new int[] {1, 2});
    Sequence.Jump jump = new Sequence.Jump(new int[] {2, 1}, null);
    Sequence sequence = new Sequence(banks, new int[] {0, 1}, true, List.of(next, guard), jump);
    Allocation allocation = LinearScan.allocate(sequence, FEW);
    AllocationChecker.check(sequence, allocation, FEW);
    assertThat(allocation.start()[1]).isInstanceOf(Slot.class);
    assertThat(allocation.jump()).isEmpty();
  }

  /** More values live than there are registers: what is needed last goes to memory, once. */
  @Test
  void theFurthestUseIsPushedOut() {
    int count = 9;
    List<Bank> banks = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      banks.add(Bank.GENERAL);
      nodes.add(new Node().result(i));
    }
    for (int i = 0; i < count; i++) {
      nodes.add(new Node().use(i, Constraint.REGISTER));
    }
    Sequence sequence = new Sequence(banks, new int[0], false, nodes, null);
    Allocation allocation = LinearScan.allocate(sequence, FEW);
    AllocationChecker.check(sequence, allocation, FEW);
    List<Move> moves = allocation.assignments().stream().flatMap(a -> a.moves().stream()).toList();
    assertThat(moves.stream().filter(move -> move.to() instanceof Slot)).hasSize(3);
    assertThat(moves.stream().filter(move -> move.from() instanceof Slot)).hasSize(3);
  }

  @Test
  void tooManyOperandsAtOnceAreAnError() {
    List<Bank> banks = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    Node all = new Node();
    for (int i = 0; i < 7; i++) {
      banks.add(Bank.GENERAL);
      nodes.add(new Node().result(i));
      all.use(i, Constraint.REGISTER);
    }
    nodes.add(all);
    Sequence sequence = new Sequence(banks, new int[0], false, nodes, null);
    assertThatThrownBy(() -> LinearScan.allocate(sequence, FEW))
        .hasMessageContaining("more registers");
  }

  /** A random trace: inputs, nodes with all kinds of constraints, exits, and a jump or none. */
  private static final class RandomSequence {
    private final Random random;
    private final List<Bank> banks = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    RandomSequence(long seed) {
      this.random = new Random(seed);
    }

    Sequence make() {
      int[] inputs = IntStream.range(0, 2 + random.nextInt(10)).map(i -> value()).toArray();
      boolean loop = random.nextInt(3) > 0;
      for (int i = random.nextInt(40) + 1; i > 0; i--) {
        nodes.add(random.nextInt(4) == 0 ? guard() : random.nextInt(4) == 0 ? fixed() : plain());
      }
      return new Sequence(banks, inputs, loop, nodes, jump(inputs, loop));
    }

    private int value() {
      banks.add(random.nextInt(3) == 0 ? Bank.VECTOR : Bank.GENERAL);
      return banks.size() - 1;
    }

    private int result(Bank bank) {
      banks.add(bank);
      return banks.size() - 1;
    }

    private int any() {
      return random.nextInt(banks.size());
    }

    /** A value of this bank, or {@link Node#NONE}. */
    private int any(Bank bank) {
      int[] all = IntStream.range(0, banks.size()).filter(i -> banks.get(i) == bank).toArray();
      return all.length == 0 ? Node.NONE : all[random.nextInt(all.length)];
    }

    private Constraint constraint() {
      return random.nextBoolean() ? Constraint.ANY : Constraint.REGISTER;
    }

    private Node plain() {
      Node node = new Node();
      int first = any();
      node.use(first, constraint());
      if (random.nextBoolean()) {
        int second = any();
        if (random.nextInt(3) == 0) {
          node.useLate(second, constraint());
        } else {
          node.use(second, constraint());
        }
      }
      if (random.nextInt(4) == 0) {
        node.temporary(Bank.values()[random.nextInt(2)]);
      }
      Bank bank = banks.get(first);
      if (random.nextBoolean()) {
        node.resultSameAs(result(bank), 0);
      } else if (random.nextInt(4) > 0) {
        node.result(result(Bank.values()[random.nextInt(2)]));
      }
      return node;
    }

    /** As division is: an operand and the result in fixed registers, another destroyed. */
    private Node fixed() {
      int value = any(Bank.GENERAL);
      if (value == Node.NONE) {
        return new Node().result(result(Bank.GENERAL), Register.of(Bank.GENERAL, 2));
      }
      Node node = new Node().use(value, Constraint.fixed(Register.of(Bank.GENERAL, 0)));
      int other = any(Bank.GENERAL);
      boolean shift = random.nextBoolean();
      if (shift) {
        return new Node()
            .use(other, Constraint.ANY)
            .use(value, Constraint.fixed(Register.of(Bank.GENERAL, 1)))
            .resultSameAs(result(Bank.GENERAL), 0);
      }
      boolean low = random.nextBoolean();
      return node.useLate(other, constraint())
          .clobber(Register.of(Bank.GENERAL, low ? 2 : 0))
          .result(result(Bank.GENERAL), Register.of(Bank.GENERAL, low ? 0 : 2));
    }

    private Node guard() {
      Node node = new Node();
      if (random.nextBoolean()) {
        node.use(any(), constraint());
      }
      return node.exit(
          IntStream.range(0, random.nextInt(8))
              .map(i -> random.nextInt(8) == 0 ? Node.NONE : any())
              .toArray());
    }

    private Sequence.Jump jump(int[] inputs, boolean loop) {
      if (loop && random.nextInt(4) > 0) {
        return new Sequence.Jump(
            Arrays.stream(inputs).map(i -> argument(banks.get(i), i)).toArray(), null);
      }
      if (random.nextBoolean()) {
        return null;
      }
      List<Location> targets = new ArrayList<>();
      List<Integer> values = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Bank bank = Bank.values()[random.nextInt(2)];
        Location slot = new Slot(random.nextInt(100) * 8 + i);
        values.add(any(bank));
        targets.add(i < 5 && random.nextBoolean() ? Register.of(bank, i) : slot);
      }
      int[] numbers = values.stream().mapToInt(Integer::intValue).toArray();
      return new Sequence.Jump(numbers, targets.toArray(Location[]::new));
    }

    private int argument(Bank bank, int input) {
      return random.nextInt(3) == 0 ? input : random.nextInt(8) == 0 ? Node.NONE : any(bank);
    }
  }
}
