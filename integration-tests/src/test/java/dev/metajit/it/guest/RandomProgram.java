package dev.metajit.it.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes random programs for {@link Machine}: loops within loops around random instructions, with
 * random jumps forward in between. Every program ends, as nothing but loops goes back, and loop
 * counters are out of the reach of the rest.
 */
final class RandomProgram {
  private static final int DEPTH = 3;
  private static final int BODY = 7;
  private static final int ITERATIONS = 24;

  private final SplittableRandom random;
  private final List<Integer> code = new ArrayList<>();

  private RandomProgram(SplittableRandom random) {
    this.random = random;
  }

  /** A program; the same for the same random numbers. */
  static int[] generate(SplittableRandom random) {
    RandomProgram program = new RandomProgram(random);
    program.block(DEPTH);
    program.emit(Machine.HALT, 0, 0, 0);
    return program.code.stream().mapToInt(Integer::intValue).toArray();
  }

  private void block(int depth) {
    int counter = depth; // the loops that stand around this one have others
    emit(Machine.SET_COUNTER, counter, 1 + random.nextInt(ITERATIONS), 0);
    int start = code.size();
    int instructions = 1 + random.nextInt(BODY);
    for (int i = 0; i < instructions; i++) {
      instruction();
    }
    if (depth > 0 && random.nextInt(4) > 0) {
      block(depth - 1);
      instruction();
    }
    emit(Machine.LOOP, counter, start, 0);
  }

  private void instruction() {
    if (random.nextInt(5) == 0) {
      jumpForward();
    } else {
      plain();
    }
  }

  private void jumpForward() {
    int kind = Machine.FIRST_JUMP + random.nextInt(Machine.HALT - Machine.FIRST_JUMP);
    int place = code.size();
    emit(kind, operand(), operand(), 0);
    plain();
    if (random.nextBoolean()) {
      plain();
    }
    code.set(place + 3, code.size());
  }

  private void plain() {
    emit(random.nextInt(Machine.FIRST_JUMP), operand(), operand(), operand());
  }

  private int operand() {
    return random.nextInt(MachineState.SIZE);
  }

  private void emit(int operation, int a, int b, int c) {
    code.addAll(List.of(operation, a, b, c));
  }
}
